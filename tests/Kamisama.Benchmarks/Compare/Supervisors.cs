using System.Collections;

namespace Kamisama.Benchmarks;

/// <summary>One supervisor of each contender, at the same time; those that are not being measured sleep.</summary>
internal sealed class Supervisors : IEnumerable<(string Name, Supervisor Supervisor)>, IDisposable
{
    private readonly List<(string Name, Supervisor Supervisor)> _all = [];

    public void Add(string name, Supervisor supervisor) => _all.Add((name, supervisor));

    public void Dispose() => _all.ForEach(each => each.Supervisor.Dispose());

    public IEnumerator<(string Name, Supervisor Supervisor)> GetEnumerator() => _all.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
