using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace Kamisama.Actors.Hosting.Tests.Harness;

/// <summary>Keeps what is logged in the pools' category.</summary>
internal sealed class LogCollector : ILoggerProvider
{
    private readonly ConcurrentQueue<LogEntry> _entries = [];

    public IReadOnlyList<LogEntry> Entries => [.. _entries];

    public ILogger CreateLogger(string categoryName) => new Logger(categoryName, _entries);

    public void Dispose()
    {
    }

    private sealed class Logger(string category, ConcurrentQueue<LogEntry> entries) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => category == "Kamisama.Actors.WorkerPool";

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                var fields = (IReadOnlyList<KeyValuePair<string, object?>>)state!;
                entries.Enqueue(new LogEntry(logLevel, eventId, formatter(state, exception), fields.ToDictionary(), exception));
            }
        }
    }
}

/// <summary>One line.</summary>
internal sealed record LogEntry(
    LogLevel Level, EventId Id, string Text, IReadOnlyDictionary<string, object?> Fields, Exception? Exception);
