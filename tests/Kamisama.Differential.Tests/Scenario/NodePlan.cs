namespace Kamisama.Differential;

/// <summary>What an actor of a scenario is and does wrong, drawn from the seed. It outlives the instances.</summary>
internal sealed class NodePlan
{
    private const int MostDepth = 3;
    private readonly HashSet<(string Hook, int Incarnation)> _faults = [];
    private int _incarnations;

    public NodePlan(Random random, NodePlan? parent, string name, int depth = 0)
    {
        Path = parent is null ? name : $"{parent.Path}/{name}";
        Name = name;
        IsAllForOne = random.Next(4) == 0;
        KeepsChildren = random.Next(3) == 0;
        MostRetries = random.Next(3) == 0 ? random.Next(3) : -1;
        Decisions = [.. Enumerable.Range(0, Failure.Kinds).Select(_ => (Directive)random.Next(4))];
        // Siblings that are restarted together must not fail together: whose failure is decided first would be chance.
        if (parent is { IsAllForOne: false, KeepsChildren: false })
        {
            DrawFaults(random);
        }

        int children = depth == MostDepth ? 0 : random.Next(depth == 0 ? 2 : 0, 4);
        Children = [.. Enumerable.Range(0, children).Select(i => new NodePlan(random, this, $"{(char)('a' + i)}", depth + 1))];
    }

    public string Path { get; }

    public string Name { get; }

    public bool IsAllForOne { get; }

    /// <summary>Whether its children outlive its restarts.</summary>
    public bool KeepsChildren { get; }

    public int MostRetries { get; }

    /// <summary>By the kind of failure of a child.</summary>
    public Directive[] Decisions { get; }

    public NodePlan[] Children { get; }

    /// <summary>The latest actor that was made from the plan.</summary>
    public IActorRef? Ref { get; set; }

    public IEnumerable<NodePlan> All => Children.SelectMany(child => child.All).Prepend(this);

    public int NextIncarnation() => Interlocked.Increment(ref _incarnations) - 1;

    public void MayFail(string hook)
    {
        if (_faults.Contains((hook, _incarnations - 1)))
        {
            throw new InvalidOperationException(hook);
        }
    }

    private void DrawFaults(Random random)
    {
        foreach (string hook in new[] { "constructor", "PreStart", "PreRestart", "PostRestart", "PostStop" })
        {
            if (random.Next(8) == 0)
            {
                // Not the first one, or little would be left to look at.
                _faults.Add((hook, random.Next(hook is "constructor" or "PreStart" ? 1 : 0, 3)));
            }
        }
    }
}

/// <summary>A failure that was asked for.</summary>
internal sealed class Failure(int kind) : Exception($"failure {kind}")
{
    public const int Kinds = 3;

    public int Kind => kind;
}
