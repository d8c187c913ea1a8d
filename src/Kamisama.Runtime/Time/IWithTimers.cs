namespace Kamisama.Runtime;

/// <summary>An actor that wants timers.</summary>
public interface IWithTimers
{
    /// <summary>Set by the runtime before the constructors of subclasses run.</summary>
    ITimerScheduler Timers { get; set; }
}
