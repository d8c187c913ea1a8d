using Microsoft.Extensions.Logging;

namespace Kamisama.Runtime.Tests;

public sealed class LoggingSpecs
{
    private readonly Probe _lines = new();

    [Fact]
    public async Task An_actors_log_has_its_path_as_category_and_formats_only_what_goes_somewhere()
    {
        using var factory = new Factory(_lines);
        using var system = ActorSystem.Create("logging", new ActorSystemOptions { LoggerFactory = factory });
        IActorRef actor = system.ActorOf(Props.Create(() => new Logger()), "logger");
        await actor.Ask<string>("go");
        _lines.Expect("Warning kamisama://logging/user/logger: 1 of 2", "Error kamisama://logging/user/logger: planned {0}");
        await system.Terminate();
    }

    [Fact]
    public async Task A_failure_is_logged_with_what_was_decided_and_a_broken_log_breaks_nothing()
    {
        using var factory = new Factory(_lines) { Throws = true };
        using var system = ActorSystem.Create("logging", new ActorSystemOptions { LoggerFactory = factory });
        IActorRef actor = system.ActorOf(Puppet.Props(_lines), "child");
        actor.Tell(new FormatException("planned"), null);
        actor.Tell("alive", null);
        _lines.Expect(
            "Error Kamisama.Runtime: kamisama://logging/user/child failed. Its supervisor decided: Restart.",
            "alive");
        await system.Terminate();
    }

    private sealed class Logger : ReceiveActor
    {
        private readonly ILoggingAdapter _log = Context.GetLogger();

        public Logger() => ReceiveAny(_ =>
        {
            _log.Debug("not {0}", new NotToBeFormatted());
            _log.Warning("{0} of {1}", 1, 2);
            _log.Error(new FormatException("planned"), "planned {0}");
            Sender.Tell("done");
        });
    }

    private sealed class NotToBeFormatted
    {
        public override string ToString() => throw new InvalidOperationException("A line that goes nowhere was formatted.");
    }

    private sealed class Factory(Probe lines) : ILoggerFactory, ILogger
    {
        private string _category = "";

        public bool Throws { get; set; }

        public ILogger CreateLogger(string categoryName) => new Factory(lines) { Throws = Throws, _category = categoryName };

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("Not needed here.");

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(Microsoft.Extensions.Logging.LogLevel logLevel) => logLevel > Microsoft.Extensions.Logging.LogLevel.Information;

        public void Log<TState>(
            Microsoft.Extensions.Logging.LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            lines.Add($"{logLevel} {_category}: {formatter(state, exception)}");
            if (Throws)
            {
                throw new InvalidOperationException("The log is broken.");
            }
        }

        public void Dispose()
        {
        }
    }
}
