using Microsoft.Extensions.Logging;

namespace Kamisama.Runtime.Tests;

public sealed class LoggingSpecs
{
    private readonly Probe _lines = new();

    [Fact]
    public async Task A_line_goes_to_the_factory_by_its_class_and_names_its_actor()
    {
        using var factory = new Factory(_lines);
        using var system = ActorSystem.Create("logging", new ActorSystemOptions { LoggerFactory = factory });
        IActorRef actor = system.ActorOf(Props.Create(() => new Logger()), "logger");
        await actor.Ask<string>("go");
        string source = $"{typeof(Logger).FullName}: [kamisama://logging/user/logger]";
        _lines.Expect($"Information {source} 1 of 2", $"Error {source} planned {{0}}");
        Logging.GetLogger(system, "billing").Warning("late");
        _lines.Expect($"Warning billing ({system}): [billing ({system})] late");
        await system.Terminate();
    }

    [Fact]
    public async Task Debug_lines_go_to_the_factory_when_the_system_logs_that_level()
    {
        using var factory = new Factory(_lines);
        using var system = ActorSystem.Create("logging", new ActorSystemOptions { LoggerFactory = factory, LogLevel = LogLevel.DebugLevel });
        system.Log.Debug("said");
        system.EventStream.SetLogLevel(LogLevel.InfoLevel);
        system.Log.Debug("not said");
        system.EventStream.Publish(new Debug("me", typeof(string), "not said"));
        system.Log.Info("said too");
        string source = "Kamisama.Runtime.ActorSystem: [ActorSystem(logging)]";
        _lines.Expect($"Debug {source} said", $"Information {source} said too");
        await system.Terminate();
    }

    [Fact]
    public async Task A_broken_log_breaks_nothing()
    {
        using var factory = new Factory(_lines) { Throws = true };
        using var system = ActorSystem.Create("logging", new ActorSystemOptions { LoggerFactory = factory });
        IActorRef actor = system.ActorOf(Puppet.Props(_lines), "child");
        actor.Tell(new FormatException("planned"), null);
        actor.Tell("alive", null);
        _lines.Expect("Error Kamisama.Runtime.OneForOneStrategy: [kamisama://logging/user/child] planned", "alive");
        await system.Terminate();
    }

    [Fact]
    public async Task The_log_of_dead_letters_pauses_after_some_and_then_says_how_many_it_left_out()
    {
        var time = new ManualTimeProvider();
        using var factory = new Factory(_lines);
        using var system = ActorSystem.Create("logging", new ActorSystemOptions
        {
            LoggerFactory = factory, TimeProvider = time, LogDeadLetters = 2, LogDeadLettersSuspendDuration = TimeSpan.FromMinutes(1),
        });
        void Send() => system.DeadLetters.Tell("lost", null);
        Send();
        Assert.Contains("[1] dead letters encountered.", _lines.Next<string>(), StringComparison.Ordinal);
        Send();
        Assert.Contains("no more will be logged in the next [00:01:00]", _lines.Next<string>(), StringComparison.Ordinal);
        time.Advance(TimeSpan.FromMinutes(1));
        Send();
        Send();
        _lines.ExpectNothingMore();
        time.Advance(TimeSpan.FromMilliseconds(1));
        Send();
        Assert.Contains("of which 2 were not logged", _lines.Next<string>(), StringComparison.Ordinal);
        Send();
        Assert.Contains("[1] dead letters encountered.", _lines.Next<string>(), StringComparison.Ordinal);
        await system.Terminate();
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(10, true)]
    public async Task Dead_letters_are_not_logged_when_that_is_off_or_the_system_ends(int logged, bool ends)
    {
        using var factory = new Factory(_lines);
        using var system = ActorSystem.Create("logging", new ActorSystemOptions { LoggerFactory = factory, LogDeadLetters = logged });
        if (ends)
        {
            await system.Terminate();
        }

        system.DeadLetters.Tell("lost", null);
        _lines.ExpectNothingMore();
        await system.Terminate();
    }

    private sealed class Logger : ReceiveActor
    {
        private readonly ILoggingAdapter _log = Context.GetLogger();

        public Logger() => ReceiveAny(_ =>
        {
            _log.Debug("not {0}", new NotToBeFormatted());
            _log.Info("{0} of {1}", 1, 2);
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

        public bool IsEnabled(Microsoft.Extensions.Logging.LogLevel logLevel) => logLevel >= Microsoft.Extensions.Logging.LogLevel.Debug;

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
