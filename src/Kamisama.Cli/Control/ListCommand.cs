using System.Text.Json;
using Kamisama.Cli.Output;

namespace Kamisama.Cli.Control;

/// <summary><c>kamisama ls</c>: the masters of this user that run now.</summary>
internal static class ListCommand
{
    public static async Task<int> RunAsync(ControlArguments arguments, StandardStream output)
    {
        IReadOnlyList<FoundMaster> masters = await MasterFinder.FindAllAsync().ConfigureAwait(false);
        if (arguments.Has(ControlSyntax.Json))
        {
            // A line each, as they said it.
            foreach (FoundMaster master in masters)
            {
                output.WriteLine(master.Hello.GetRawText());
            }

            return ControlExitCodes.Done;
        }

        var table = new Table("NAME", "PID:", "VERSION", "POOLS");
        foreach (FoundMaster master in masters)
        {
            IEnumerable<string> pools = master.Hello.Items("pools").Select(pool => ControlCharacters.Escape(pool.GetString() ?? ""));
            table.Add(master.Name, master.Hello.Text("pid"), master.Hello.Text("version"), string.Join(",", pools));
        }

        output.WriteLine(table.ToString());
        return ControlExitCodes.Done;
    }
}
