using System.Text.Json;
using Kamisama.Cli.Help;
using Kamisama.Cli.Output;
using Kamisama.Control;

namespace Kamisama.Cli.Control;

/// <summary>The commands that ask a running master: <c>ps</c>, <c>scale</c>, <c>stop</c> and so on.</summary>
internal static class ControlCommand
{
    // A master answers at once what it is not asked to wait for.
    private static readonly TimeSpan PatienceWithoutWait = TimeSpan.FromSeconds(10);

    /// <returns>One of <see cref="ControlExitCodes"/>.</returns>
    public static int Run(string command, IReadOnlyList<string> args, StandardStream output, StandardStream error)
    {
        ControlArguments arguments = ControlArguments.Read(ControlSyntax.Of(command), args);
        if (arguments.Has(ControlSyntax.Help))
        {
            output.WriteLine(ControlHelp.Text);
            return ControlExitCodes.Done;
        }

        if (arguments.Faults.Count > 0)
        {
            return KamisamaCommand.Refuse(arguments.Faults, error);
        }

        return RunAsync(arguments, output, error).GetAwaiter().GetResult();
    }

    private static async Task<int> RunAsync(ControlArguments arguments, StandardStream output, StandardStream error)
    {
        TimeSpan? patience = arguments.Timeout
            ?? (arguments.Has(ControlSyntax.Wait) || arguments.Has(ControlSyntax.Follow) || arguments.Syntax.Name == "reload" ? null : PatienceWithoutWait);
        using var timeout = new CancellationTokenSource(patience ?? Timeout.InfiniteTimeSpan, TimeProvider.System);
        try
        {
            return arguments.Syntax.Name == "ls"
                ? await ListCommand.RunAsync(arguments, output).ConfigureAwait(false)
                : await AskAsync(arguments, output, timeout.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is ControlException or ArgumentException or AmbiguousMasterException)
        {
            return Tell(exception.Message, ControlExitCodes.Refused);
        }
        catch (IOException exception)
        {
            return Tell(exception.Message, ControlExitCodes.NoMaster);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            return Tell($"The master took longer than {patience?.TotalSeconds:0.###} s. What was asked for may still be done; see 'kamisama ps'.", ControlExitCodes.TimedOut);
        }

        int Tell(string message, int code)
        {
            error.WriteLine($"kamisama: {ControlCharacters.Escape(message)}");
            return code;
        }
    }

    private static async Task<int> AskAsync(ControlArguments arguments, StandardStream output, CancellationToken timeout)
    {
        string path = await MasterFinder.PathOfAsync(arguments[ControlSyntax.Control]).ConfigureAwait(false);
        using ControlClient client = await ControlClient.ConnectAsync(path, timeout).ConfigureAwait(false);
        if (arguments.Has(ControlSyntax.Follow))
        {
            return await EventsPrinter.FollowAsync(client, arguments, output, timeout).ConfigureAwait(false);
        }

        JsonElement result = await client.AskAsync(arguments.Syntax.Name, RequestFields.Of(arguments), timeout).ConfigureAwait(false);
        if (arguments.Syntax.Name == "stop" && arguments.Has(ControlSyntax.Wait) && !arguments.Has(ControlSyntax.Pool))
        {
            // Its pools are over; it is gone when it closes the connection.
            await client.WaitForEndAsync(timeout).ConfigureAwait(false);
        }

        (string text, int code) = arguments.Has(ControlSyntax.Json)
            ? (result.GetRawText(), ControlExitCodes.Done)
            : ResultText.Of(arguments, result);
        if (text.Length > 0)
        {
            output.WriteLine(text);
        }

        return code;
    }
}
