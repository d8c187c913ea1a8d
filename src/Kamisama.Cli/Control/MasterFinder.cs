using System.Text.Json;
using Kamisama.Control;

namespace Kamisama.Cli.Control;

/// <summary>A master that answers.</summary>
/// <param name="Name">The name of its socket.</param>
/// <param name="Path">The path of its socket.</param>
/// <param name="Hello">What it says about itself.</param>
internal sealed record FoundMaster(string Name, string Path, JsonElement Hello);

/// <summary>Finds the master that is meant.</summary>
internal static class MasterFinder
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>All masters of this user that answer, in the order of their names. A socket that was left behind is passed over.</summary>
    public static async Task<IReadOnlyList<FoundMaster>> FindAllAsync()
    {
        FoundMaster?[] found = await Task.WhenAll(ControlSocketPath.Names().Select(FindAsync)).ConfigureAwait(false);
        return [.. found.OfType<FoundMaster>()];
    }

    /// <summary>The path of the master that is named; without a name, of the only one.</summary>
    /// <exception cref="IOException">There is none, or there are several.</exception>
    public static async Task<string> PathOfAsync(string? nameOrPath)
    {
        if (nameOrPath is not null)
        {
            return ControlSocketPath.For(nameOrPath);
        }

        IReadOnlyList<FoundMaster> found = await FindAllAsync().ConfigureAwait(false);
        return found switch
        {
            [var only] => only.Path,
            [] => throw new IOException(
                $"No master is running with a control socket in '{ControlSocketPath.Directory()}'. Start one with 'kamisama run --control NAME', or name the path of another one with --control."),
            _ => throw new AmbiguousMasterException(
                $"Several masters are running: {string.Join(", ", found.Select(master => master.Name))}. Say which one with --control NAME."),
        };
    }

    private static async Task<FoundMaster?> FindAsync(string name)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            string path = ControlSocketPath.For(name);
            using ControlClient client = await ControlClient.ConnectAsync(path, patience.Token).ConfigureAwait(false);
            return new FoundMaster(name, path, await client.AskAsync("hello", null, patience.Token).ConfigureAwait(false));
        }
        catch (Exception exception) when (exception is IOException or ControlException or OperationCanceledException or ArgumentException)
        {
            return null;
        }
    }
}
