using Xunit.Abstractions;

namespace Kamisama.Runtime.Tests;

/// <summary>
/// Random trees under random failures, restarts, stops and watches. What must hold in each, whatever the order:
/// <code>
///   every constructed incarnation is ended once it is replaced or stopped   (constructed = disposed at the end)
///   an actor runs on one thread at a time
///   each watch gives exactly one Terminated
///   each probe message is answered or is a dead letter, once
///   the system ends
/// </code>
/// </summary>
public sealed class HierarchyStress(ITestOutputHelper output)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    public static TheoryData<int> Seeds
    {
        get
        {
            // STRESS_SEED repeats one seed, STRESS_COUNT runs more of them.
            string? one = Environment.GetEnvironmentVariable("STRESS_SEED");
            string? count = Environment.GetEnvironmentVariable("STRESS_COUNT");
            var seeds = new TheoryData<int>();
            int first = one is null ? Environment.TickCount & 0xFFFFFF : int.Parse(one, null);
            int number = one is not null ? 1 : count is null ? 20 : int.Parse(count, null);
            for (int i = 0; i < number; i++)
            {
                seeds.Add(first + i);
            }

            return seeds;
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task A_random_tree_keeps_its_promises(int seed)
    {
        output.WriteLine($"STRESS_SEED={seed}");
        var world = new World(seed);
        await world.Run().WaitAsync(s_patience);
        output.WriteLine(world.ToString());
        world.Check();
    }

    private sealed record Fail(Directive Wanted);

    private sealed record Count(int Id);

    private sealed class Planned(Directive wanted) : Exception($"wanted: {wanted}")
    {
        public Directive Wanted => wanted;
    }

    private sealed class World(int seed)
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
        private string? _broken;

        internal async Task Run()
        {
            var system = ActorSystem.Create("stress");
            system.EventStream.Subscribe<DeadLetter>(new Sink(system, message => OnDeadLetter((DeadLetter)message)));
            var chaos = new Task[2];
            for (int i = 0; i < chaos.Length; i++)
            {
                var random = new Random(_random.Next());
                IActorRef watcher = system.ActorOf(Props.Create(() => new Watcher(this)));
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

        internal void Broken(string what) => _broken = $"seed {seed}: {what}";

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
                if (i % 25 == 0)
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
                    case < 14: node.Tell(new Fail(AnyDirective(random.Next(100))), null); break;
                    case 14: system.Stop(node); break;
                    case 15: node.Tell(Kill.Instance, null); break;
                    case 16: node.Tell(PoisonPill.Instance, null); break;
                    default: watcher.Tell(node, null); break;
                }
            }
        }

        private void Plant(ActorSystem system)
        {
            IActorRef top = system.ActorOf(Props.Create(() => new Node(this, 0)));
            lock (_lock)
            {
                _tops.Add(top);
                if (_known.Add(top))
                {
                    _nodes.Add(top);
                }
            }
        }

        /// <summary>A young one: the old are mostly dead.</summary>
        private IActorRef AnyNode(Random random)
        {
            lock (_lock)
            {
                return _nodes[^random.Next(1, Math.Min(_nodes.Count, 60) + 1)];
            }
        }

        private void Await(Func<bool> condition, string what)
        {
            if (!SpinWait.SpinUntil(condition, s_patience))
            {
                throw new TimeoutException($"seed {seed}: awaited {what}. {this}");
            }
        }
    }

    private static Directive AnyDirective(int percent) => percent switch
    {
        < 50 => Directive.Restart,
        < 75 => Directive.Resume,
        < 90 => Directive.Escalate,
        _ => Directive.Stop,
    };

    /// <summary>Watches whom it is told to, once each: a second watch of the dead would rightly be answered again.</summary>
    private sealed class Watcher : ReceiveActor
    {
        public Watcher(World world)
        {
            Receive<IActorRef>(subject =>
            {
                if (world.Claim(subject))
                {
                    Context.WatchWith(subject, new Gone(subject));
                }
            });
            Receive<Gone>(gone => world.Died(gone.Subject));
        }

        private sealed record Gone(IActorRef Subject);
    }

    private sealed class Node : UntypedActor, IDisposable
    {
        private readonly World _world;
        private readonly int _depth;
        private int _inside;
        private bool _ended;

        public Node(World world, int depth)
        {
            _world = world;
            _depth = depth;
            world.Add(Self);
            if (world.Pick(20) == 0)
            {
                // The instance never becomes an actor's, so nobody else ends it.
                world.Ended();
                throw new Planned(AnyDirective(world.Pick(100)));
            }
        }

        public void Dispose()
        {
            // A stop that overtakes a restart ends the old instance a second time.
            if (!_ended)
            {
                _ended = true;
                _world.Ended();
            }
        }

        protected override void PreStart()
        {
            if (_depth < 3)
            {
                for (int i = 0; i < 3; i++)
                {
                    if (Context.Child($"n{i}").IsNobody())
                    {
                        Context.ActorOf(Props.Create(() => new Node(_world, _depth + 1)), $"n{i}");
                    }
                }
            }

            MaybeFail();
        }

        protected override void PreRestart(Exception reason, object message)
        {
            MaybeFail();
            if (_world.Pick(2) == 0)
            {
                base.PreRestart(reason, message);
            }
        }

        protected override void PostStop() => MaybeFail();

        protected override void OnReceive(object message)
        {
            if (Interlocked.Increment(ref _inside) != 1)
            {
                _world.Broken($"two threads in {Self}");
            }

            try
            {
                switch (message)
                {
                    case Count count: _world.Counted(count.Id); break;
                    case Fail fail: throw new Planned(fail.Wanted);
                }
            }
            finally
            {
                Interlocked.Decrement(ref _inside);
            }
        }

        protected override SupervisorStrategy SupervisorStrategy() =>
            _world.Pick(3) == 0 ? new AllForOneStrategy(20, null, Decide) : new OneForOneStrategy(20, null, Decide);

        private static Directive Decide(Exception cause) => cause switch
        {
            Planned planned => planned.Wanted,
            ActorInitializationException { InnerException: Planned planned } => planned.Wanted,
            _ => Runtime.SupervisorStrategy.DefaultDecider.Decide(cause),
        };

        private void MaybeFail()
        {
            if (_world.Pick(20) == 0)
            {
                throw new Planned(AnyDirective(_world.Pick(100)));
            }
        }
    }
}
