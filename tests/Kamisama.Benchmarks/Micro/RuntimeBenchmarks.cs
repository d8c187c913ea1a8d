using BenchmarkDotNet.Attributes;

namespace Kamisama.Benchmarks.Micro;

/// <summary>The actor runtime: a message, a question with its answer, a restart.</summary>
public class RuntimeBenchmarks
{
    private const int Messages = 10_000;

    private ActorSystem _system = null!;
    private IActorRef _actor = null!;

    [GlobalSetup]
    public void SetUp()
    {
        _system = ActorSystem.Create("benchmarks");
        _actor = _system.ActorOf(Props.Create(() => new Counter()), "counter");
    }

    [GlobalCleanup]
    public void CleanUp() => _system.Terminate().GetAwaiter().GetResult();

    /// <summary>Told from outside, until the last of them was handled.</summary>
    [Benchmark(OperationsPerInvoke = Messages)]
    public async Task Tell()
    {
        for (int i = 0; i < Messages; i++)
        {
            _actor.Tell(Counter.Step, ActorRefs.NoSender);
        }

        await _actor.Ask<int>(Counter.Question);
    }

    [Benchmark]
    public Task<int> Ask() => _actor.Ask<int>(Counter.Question);

    /// <summary>A failure, the decision of the parent's strategy, a new instance, and its first answer.</summary>
    [Benchmark]
    public async Task<int> Restart()
    {
        _actor.Tell(Counter.Failure, ActorRefs.NoSender);
        return await _actor.Ask<int>(Counter.Question);
    }

    private sealed class Counter : UntypedActor
    {
        public static readonly object Step = new(), Question = new(), Failure = new();

        private int _steps;

        protected override void OnReceive(object message)
        {
            if (ReferenceEquals(message, Step))
            {
                _steps++;
            }
            else if (ReferenceEquals(message, Question))
            {
                Sender.Tell(_steps);
            }
            else
            {
                throw new InvalidOperationException("asked to fail");
            }
        }
    }
}
