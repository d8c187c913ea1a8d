using System.Globalization;
using System.Text.Json;
using Kamisama.Actors;

namespace Kamisama.Control;

/// <summary><c>scale</c>: how many workers are wanted, as a number, or as a difference in a text: "+2", "-1".</summary>
internal static class ScaleCommand
{
    public static async Task<Action<Utf8JsonWriter>> RunAsync(ControlRequest request, ControlMaster master, CancellationToken gone)
    {
        request.AllowOnly("pool", "instances", "wait");
        IWorkerPool pool = master.PoolOf(request);
        Func<CancellationToken, Task<int>> scale = Read(request, pool);
        using ScaleWait? wait = request.Flag("wait") ? await ScaleWait.BeginAsync(pool, master, gone).ConfigureAwait(false) : null;
        (int wanted, long sequence) = await master.ScaleAsync(pool, scale, gone).ConfigureAwait(false);
        string? missed = wait is null ? null : await wait.UntilAsync(wanted, gone).ConfigureAwait(false);
        return json =>
        {
            json.WriteString("pool"u8, pool.Name);
            json.WriteNumber("instances"u8, wanted);
            json.WriteNumber("sequence"u8, sequence);
            if (wait is not null)
            {
                json.WriteBoolean("reached"u8, missed is null);
                json.WriteString("missed"u8, missed);
            }
        };
    }

    private static Func<CancellationToken, Task<int>> Read(ControlRequest request, IWorkerPool pool) => request.Value("instances") switch
    {
        long number when number is >= 1 and <= WorkerPoolOptions.MaxInstances => gone => pool.ScaleToAsync((int)number, gone),
        string text when text is ['+', .. var digits] && IsCount(digits, out int more) => gone => pool.AddWorkersAsync(more, gone),
        string text when text is ['-', .. var digits] && IsCount(digits, out int fewer) => gone => pool.RetireWorkersAsync(fewer, gone),
        _ => throw ControlRequest.Bad(
            $"'instances' must be a whole number from 1 to {WorkerPoolOptions.MaxInstances}, or a text such as \"+2\" or \"-1\"."),
    };

    private static bool IsCount(string digits, out int count) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out count) && count is >= 1 and <= WorkerPoolOptions.MaxInstances;
}
