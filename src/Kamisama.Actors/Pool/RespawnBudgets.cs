namespace Kamisama.Actors;

/// <summary>The respawn windows of a pool: which one an end counts in, by its class and by the scope of the limit.</summary>
internal sealed class RespawnBudgets(WorkerPoolOptions initial)
{
    // More than there are, and none at all.
    private const int Classes = 16;

    private WorkerPoolOptions _options = initial;
    private RespawnBudget _common = new(initial.RespawnLimit, initial.RespawnInterval);

    // The key is a number (KeyOf), because a dictionary over a type of ours is not compiled ahead, and the first respawn would wait for it.
    private readonly Dictionary<int, RespawnWindow> _windows = [];

    /// <summary>The budget that counts the respawn after this end; <see langword="null"/>: none, it is not counted.</summary>
    public RespawnBudget? For(ExitClass exitClass, bool isReplacement) =>
        _options.RuleFor(exitClass)?.Budget ?? (isReplacement ? null : _common);

    /// <summary>Counts the respawn if the budget has room.</summary>
    /// <returns><see langword="false"/>: the respawn is the breach.</returns>
    public bool TryRecord(ExitClass exitClass, bool isReplacement, int index, TimeSpan now) =>
        For(exitClass, isReplacement) is not { } budget || WindowOf(budget, exitClass, index).TryRecord(now, index);

    /// <summary>How many respawns the interval of the budget that counts this end holds.</summary>
    public int Count(ExitClass exitClass, bool isReplacement, int index, TimeSpan now) =>
        For(exitClass, isReplacement) is { } budget ? WindowOf(budget, exitClass, index).Count(now) : 0;

    /// <summary>How many respawns the interval of the pool's own limit holds, over all workers.</summary>
    public int CountAll(TimeSpan now)
    {
        // No query, for one over pairs is not compiled ahead.
        int count = 0;
        foreach ((int key, RespawnWindow window) in _windows)
        {
            count += key % Classes == 0 ? window.Count(now) : 0;
        }

        return count;
    }

    /// <summary>The slot is given up: whoever takes its index later begins anew.</summary>
    public void Forget(int index)
    {
        if (_options.RespawnScope == RespawnScope.Worker)
        {
            foreach (int key in _windows.Keys.Where(key => key / Classes == index).ToList())
            {
                _windows.Remove(key);
            }
        }
    }

    /// <summary>Other limits, another scope, other classes with a budget of their own. What was counted stays counted.</summary>
    /// <remarks>What a class counted that has no budget of its own any more is forgotten, and so is what a budget without a limit never kept.</remarks>
    public void Change(WorkerPoolOptions options)
    {
        bool isOtherScope = options.RespawnScope != _options.RespawnScope;
        _options = options;
        _common = new RespawnBudget(options.RespawnLimit, options.RespawnInterval);
        List<(int Class, RespawnWindow Window)> before = [.. _windows.Select(pair => (pair.Key % Classes, pair.Value))];
        if (isOtherScope)
        {
            _windows.Clear();
        }

        foreach (int key in _windows.Keys.Where(key => BudgetOf(key % Classes) is null).ToList())
        {
            _windows.Remove(key);
        }

        foreach ((int key, RespawnWindow window) in _windows)
        {
            RespawnBudget budget = BudgetOf(key % Classes)!;
            window.Change(budget.Limit, budget.Interval);
        }

        if (isOtherScope)
        {
            Count(before);
        }
    }

    // By whom the respawns were, they are counted again.
    private void Count(List<(int Class, RespawnWindow Window)> before)
    {
        foreach ((int exitClass, (TimeSpan at, int index)) in before
            .SelectMany(one => one.Window.History.Select(respawn => (one.Class, Respawn: respawn)))
            .OrderBy(one => one.Respawn.At))
        {
            if (BudgetOf(exitClass) is { Limit: not null } budget)
            {
                WindowOf(budget, exitClass == 0 ? default : (ExitClass)(exitClass - 1), index).Keep(at, index);
            }
        }
    }

    private RespawnBudget? BudgetOf(int exitClass) => exitClass == 0 ? _common : _options.RuleFor((ExitClass)(exitClass - 1))?.Budget;

    // Class null is the budget of the pool; index 0 is the whole pool.
    private static int KeyOf(ExitClass? exitClass, int index) => (index * Classes) + (exitClass is { } one ? 1 + (int)one : 0);

    private RespawnWindow WindowOf(RespawnBudget budget, ExitClass exitClass, int index)
    {
        int key = KeyOf(ReferenceEquals(budget, _common) ? null : exitClass, _options.RespawnScope == RespawnScope.Worker ? index : 0);
        if (!_windows.TryGetValue(key, out RespawnWindow? window))
        {
            _windows[key] = window = new RespawnWindow(budget.Limit, budget.Interval);
        }

        return window;
    }
}
