namespace Kamisama.Processes.Tests;

/// <summary>Remembers what a test starts, and checks in the end that nothing of it is left. What is left is killed, by its handle.</summary>
internal sealed class Nursery(IProcessHost host) : IProcessHost
{
    private readonly List<IProcessHandle> _handles = [];

    public IProcessHandle Start(ProcessSpec spec, CancellationToken cancellationToken = default)
    {
        IProcessHandle handle = host.Start(spec, cancellationToken);
        lock (_handles)
        {
            _handles.Add(handle);
        }

        return handle;
    }

    internal async Task AssertNothingLeftAsync()
    {
        var left = new List<string>();
        foreach (IProcessHandle handle in _handles)
        {
            if (!handle.Exited.IsCompleted || !handle.WhenGroupGoneAsync().IsCompleted)
            {
                handle.Signal(9, SignalTarget.Group);
                bool wasRunning = !handle.Exited.IsCompleted;
                ProcessExit exit = await handle.Exited.InTimeAsync();
                await handle.WhenGroupGoneAsync().InTimeAsync();
                if (wasRunning && exit is not ProcessExit.NotStarted)
                {
                    left.Add($"{(handle.Started.IsCompletedSuccessfully ? handle.Started.Result : "a process")} {exit}");
                }
            }
        }

        Assert.True(left.Count == 0, $"The test left behind: {string.Join("; ", left)}");
    }
}
