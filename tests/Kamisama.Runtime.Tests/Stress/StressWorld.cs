namespace Kamisama.Runtime.Tests;

/// <summary>How large the trees are, and how many.</summary>
/// <param name="Breadth">Children of a node.</param>
/// <param name="Depth">Levels below a top-level node.</param>
/// <param name="PlantEvery">A further tree after so many messages of each troublemaker.</param>
/// <param name="Youngest">Trouble goes to one of so many nodes that were made last: the old are mostly dead.</param>
internal sealed record StressShape(int Breadth, int Depth, int PlantEvery, int Youngest);

/// <summary>The book of one random run: who was made, what was sent, who died.</summary>
internal sealed partial class StressWorld(int seed, StressShape shape)
{
    private const int InFlight = 40;
    private readonly Random _random = new(seed);
    private readonly Lock _lock = new();
    private readonly List<IActorRef> _nodes = [];
    private readonly HashSet<IActorRef> _known = [];
    private readonly Dictionary<int, int> _counted = [];
    private readonly Dictionary<IActorRef, int> _deaths = [];
    private readonly List<IActorRef> _tops = [];
    private readonly List<IActorRef> _watchers = [];
    private int _messages;
    private volatile int _countedTotal;
    private int _told;
    private int _constructed;
    private int _disposed;

    internal async Task Run()
    {
        var system = TestSystems.CreateReal("stress");
        system.EventStream.Subscribe<DeadLetter>(new Sink(system, message => OnDeadLetter((DeadLetter)message)));
        var chaos = new Task[2];
        for (int i = 0; i < chaos.Length; i++)
        {
            var random = new Random(_random.Next());
            IActorRef watcher = system.ActorOf(Props.Create(() => new StressWatcher(this)));
            _watchers.Add(watcher);
            chaos[i] = Task.Run(() => Disturb(system, watcher, random));
        }

        await Task.WhenAll(chaos);

        // The watchers live until all they watch is dead: they are the last to be stopped.
        foreach (IActorRef top in _tops)
        {
            system.Stop(top);
        }

        await Task.WhenAll(Array.ConvertAll(Nodes(), node => node.WatchAsync()));
        foreach (IActorRef watcher in _watchers)
        {
            await watcher.Ask<ActorIdentity>(new Identify(0));
        }

        Await(() => Volatile.Read(ref _told) >= _deaths.Count, "that all watched deaths are told");
        await system.Terminate();
    }

    internal void Check()
    {
        Assert.True(_broken is null, _broken);
        Assert.True(_constructed == _disposed, $"seed {seed}: {_constructed} instances were made, {_disposed} were ended");
        Assert.True(_counted.Count == _messages, $"seed {seed}: {_messages} messages were sent, {_counted.Count} arrived");
        Assert.All(_counted, pair => Assert.True(pair.Value == 1, $"seed {seed}: message {pair.Key} came {pair.Value} times"));
        Assert.All(_deaths, pair => Assert.True(pair.Value == 1, $"seed {seed}: the death of {pair.Key} was told {pair.Value} times"));
    }

    public override string ToString() =>
        $"{_nodes.Count} actors, {_constructed} incarnations, {_messages} messages, {_deaths.Count} watches";

    internal StressShape Shape => shape;

    internal void Add(IActorRef node)
    {
        lock (_lock)
        {
            _constructed++;
            if (_known.Add(node))
            {
                _nodes.Add(node);
            }
        }
    }

    internal void Ended()
    {
        lock (_lock)
        {
            _disposed++;
        }
    }

    internal void Counted(int id)
    {
        lock (_lock)
        {
            _counted[id] = _counted.GetValueOrDefault(id) + 1;
            _countedTotal = _countedTotal + 1;
        }
    }

    internal void Died(IActorRef subject)
    {
        lock (_lock)
        {
            _deaths[subject] = _deaths.GetValueOrDefault(subject) + 1;
            _told++;
        }
    }

    internal bool Claim(IActorRef subject)
    {
        lock (_lock)
        {
            return _deaths.TryAdd(subject, 0);
        }
    }


    internal int Pick(int below)
    {
        lock (_lock)
        {
            return _random.Next(below);
        }
    }

    private void OnDeadLetter(DeadLetter letter)
    {
        if (letter.Message is Count count)
        {
            Counted(count.Id);
        }
    }

    private IActorRef[] Nodes()
    {
        lock (_lock)
        {
            return [.. _nodes];
        }
    }

    private void Disturb(ActorSystem system, IActorRef watcher, Random random)
    {
        for (int i = 0; i < 400; i++)
        {
            if (i % shape.PlantEvery == 0)
            {
                Plant(system);
            }

            // Not too far ahead of the actors, or all would be told to trees that do not stand yet.
            int sent = Interlocked.Increment(ref _messages);
            Await(() => sent - _countedTotal < InFlight, "that the actors keep up: some of them stand still for ever");
            IActorRef node = AnyNode(random);
            node.Tell(new Count(sent), null);
            switch (random.Next(20))
            {
                case < 3: node.Tell(new FailLater(StressMessages.AnyDirective(random.Next(100))), null); break;
                case < 14: node.Tell(new Fail(StressMessages.AnyDirective(random.Next(100))), null); break;
                case 14: system.Stop(node); break;
                case 15: node.Tell(Kill.Instance, null); break;
                case 16: node.Tell(PoisonPill.Instance, null); break;
                default: watcher.Tell(node, null); break;
            }
        }
    }

    private void Plant(ActorSystem system)
    {
        IActorRef top = system.ActorOf(Props.Create(() => new StressNode(this, 0)));
        lock (_lock)
        {
            _tops.Add(top);
            if (_known.Add(top))
            {
                _nodes.Add(top);
            }
        }
    }

    private IActorRef AnyNode(Random random)
    {
        lock (_lock)
        {
            return _nodes[^random.Next(1, Math.Min(_nodes.Count, shape.Youngest) + 1)];
        }
    }

    private void Await(Func<bool> condition, string what)
    {
        if (!SpinWait.SpinUntil(condition, StressMessages.Patience))
        {
            throw new TimeoutException($"seed {seed}: awaited {what}. {this}");
        }
    }
}
