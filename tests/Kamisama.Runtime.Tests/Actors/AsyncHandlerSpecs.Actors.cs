namespace Kamisama.Runtime.Tests;

public sealed partial class AsyncHandlerSpecs
{
    private sealed class Gate
    {
        // Continuations are queued when Open returns.
        private readonly TaskCompletionSource _passed = new();

        public Task Passed => _passed.Task;

        public void Open() => _passed.SetResult();
    }

    private sealed class Worker : ReceiveActor
    {
        private readonly Probe _probe;

        public Worker(Probe probe, Task gate)
        {
            _probe = probe;
            ReceiveAsync<string>(
                text => text.EndsWith("at once", StringComparison.Ordinal),
                _ => throw new FormatException("planned"));
            ReceiveAsync<string>(text => text == "cancel", _ => Task.FromCanceled(new CancellationToken(canceled: true)));
            ReceiveAsync<string>(async text =>
            {
                probe.Add($"{text} begins");
                await gate;
                if (text == "fail")
                {
                    throw new FormatException("planned");
                }

                probe.Add($"{text} ends");
            });
            Receive<int>(number => probe.Add(number));
        }

        protected override void PreRestart(Exception reason, object message) => _probe.Add($"PreRestart {message}");
    }

    private sealed class Awaiting : ReceiveActor
    {
        public Awaiting(Func<Func<(IActorRef, IActorRef, IActorRef)>, Task> handler) =>
            ReceiveAnyAsync(_ => handler(() => (Context.Self, Self, Sender)));
    }

    private sealed class Senders : ReceiveActor
    {
        public Senders(Probe probe) => Receive<string>(_ => probe.Add(Sender));
    }

    private sealed class Parental : ReceiveActor
    {
        private readonly Probe _probe;

        public Parental(Probe probe, Task gate)
        {
            _probe = probe;
            Receive<string>(_ => Sender.Tell(Context.ActorOf(Puppet.Props(probe))), text => text == "child");
            ReceiveAsync<string>(async text =>
            {
                probe.Add($"{text} begins");
                await gate;
                probe.Add($"{text} ends");
            });
        }

        protected override SupervisorStrategy SupervisorStrategy() => new Telling(_probe);

        private sealed class Telling(Probe probe) : OneForOneStrategy(_ =>
        {
            probe.Add("decided");
            return Directive.Resume;
        })
        {
            public override void HandleChildTerminated(IActorContext actorContext, IActorRef child, IEnumerable<IInternalActorRef> children) =>
                probe.Add("gone");
        }
    }

    private sealed class Sorting : ReceiveActor
    {
        public Sorting(Probe probe)
        {
            ReceiveAsync<int>(async number => await Later(probe, $"big {number}"), number => number > 10);
            ReceiveAsync<int>(number => number < 10, async number => await Later(probe, $"int {number}"));
            ReceiveAsync(typeof(char), async c => await Later(probe, $"char {c}"), c => (char)c == 'c');
            ReceiveAsync(typeof(long), number => (long)number > 10, async number => await Later(probe, $"big {number}"));
            ReceiveAsync(typeof(long), async number => await Later(probe, $"long {number}"));
            Receive<char>(c => probe.Add($"later {c}"));
            ReceiveAsync<string>(async text => await Later(probe, $"string {text}"));
            ReceiveAnyAsync(async any => await Later(probe, FormattableString.Invariant($"any {any}")));
        }

        private static async Task Later(Probe probe, string what)
        {
            await Task.Yield();
            probe.Add(what);
        }
    }

    private sealed class Doubling(Probe probe) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case "go":
                    RunTask(async () => await Later("a"));
                    RunTask(async () => await Later("b"));
                    probe.Add("returned");
                    break;
                case "outside":
                    RunTask(async () =>
                    {
                        await Task.Yield();
                        probe.Add(await Task.Run(() => Record.Exception(() => RunTask(() => { }))!));
                    });
                    break;
                case Exception failure:
                    RunTask(() => throw failure);
                    probe.Add("goes on");
                    break;
                default:
                    probe.Add(message);
                    break;
            }
        }

        private async Task Later(string what)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
            probe.Add(what);
        }
    }
}
