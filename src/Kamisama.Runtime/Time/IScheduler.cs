namespace Kamisama.Runtime;

/// <summary>The scheduler of a system. With a manual <see cref="TimeProvider"/> all of it is virtual.</summary>
public interface IScheduler : ITellScheduler, ITimeProvider
{
    /// <summary>For code in place of messages.</summary>
    IAdvancedScheduler Advanced { get; }
}
