namespace Kamisama.Benchmarks;

/// <summary>What every measure works with.</summary>
internal sealed record Bench(Workshop Workshop, IReadOnlyList<Contender> Contenders, Scale Scale)
{
    /// <summary>Starts each contender and waits until all workers of all of them are up.</summary>
    public Supervisors StartUpAll(int workers, Func<Contender, Contender>? changed = null)
    {
        var all = new Supervisors();
        try
        {
            foreach (Contender contender in Contenders)
            {
                all.Add(contender.Name, Supervisor.StartUp(Workshop, changed is null ? contender : changed(contender), workers));
            }

            return all;
        }
        catch
        {
            all.Dispose();
            throw;
        }
    }
}
