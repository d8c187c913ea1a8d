namespace Kamisama.Runtime;

/// <summary>All that can be scheduled beside messages.</summary>
public interface IAdvancedScheduler : IActionScheduler;
