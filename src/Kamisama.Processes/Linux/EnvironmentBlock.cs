using System.Collections;

namespace Kamisama.Processes;

/// <summary>Builds the environment of new processes from the master's.</summary>
/// <remarks>
/// The managed environment, not /proc/self/environ: that one never shows what SetEnvironmentVariable changed. It has no
/// version, so it is read and encoded once for every batch of starts the spawner takes from its queue: no older than the
/// youngest request of the batch, and a thousand starts at once encode it once. What a spec sets or removes is done by
/// leaving out pointers, not by encoding the rest again.
/// </remarks>
internal sealed unsafe class EnvironmentBlock
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];
    private readonly NativeTexts _inherited = new();
    private readonly NativeTexts _own = new();
    private readonly NativePointers _pointers = new();
    private bool _isFresh;

    /// <summary>A new batch begins: the environment is read again when it is needed.</summary>
    public void Invalidate() => _isFresh = false;

    /// <summary>The value a variable will have in the new process.</summary>
    public string? ValueOf(string name, StartRequest request)
    {
        if (request.Environment is { } own && own.TryGetValue(name, out string? value))
        {
            return value;
        }

        Refresh();
        return request.Spec.InheritEnvironment ? _values.GetValueOrDefault(name) : null;
    }

    /// <summary>The environment of one new process; valid until the next call.</summary>
    public byte** Build(StartRequest request)
    {
        _pointers.Clear();
        if (request.Spec.InheritEnvironment)
        {
            AddInherited(request.Environment);
        }

        if (request.Environment is { } own)
        {
            AddOwn(own);
        }

        return _pointers.Seal();
    }

    private void AddInherited(Dictionary<string, string?>? own)
    {
        Refresh();
        if (own is null)
        {
            _pointers.AddAll(_inherited);
            return;
        }

        for (int i = 0; i < _names.Count; i++)
        {
            if (!own.ContainsKey(_names[i]))
            {
                _pointers.Add(_inherited[i]);
            }
        }
    }

    private void AddOwn(Dictionary<string, string?> own)
    {
        _own.Clear();
        foreach ((string name, string? value) in own)
        {
            if (value is not null)
            {
                _own.Add(name, value);
            }
        }

        _pointers.AddAll(_own);
    }

    // What the master's own supervisor gave to the master alone: a worker that found it would speak to the wrong one, see
    // sd_notify(3), sd_watchdog_enabled(3), sd_listen_fds(3). A specification may set each of them all the same.
    private static bool IsMastersOwn(string name) => name is NotifySocket.Variable or "WATCHDOG_USEC" or "WATCHDOG_PID"
        or ListenSockets.PidVariable or ListenSockets.CountVariable or ListenSockets.NamesVariable;

    private void Refresh()
    {
        if (_isFresh)
        {
            return;
        }

        _names.Clear();
        _values.Clear();
        _inherited.Clear();
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            var (name, value) = ((string)variable.Key, (string?)variable.Value ?? "");
            if (!IsMastersOwn(name))
            {
                _names.Add(name);
                _values[name] = value;
                _inherited.Add(name, value);
            }
        }

        _isFresh = true;
    }
}
