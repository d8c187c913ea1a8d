namespace Kamisama.Runtime;

/// <summary>How loud a line of the log is. The names are Akka.NET's.</summary>
public enum LogLevel
{
    /// <summary>For those who debug.</summary>
    DebugLevel,

    /// <summary>For those who follow.</summary>
    InfoLevel,

    /// <summary>Something to look at.</summary>
    WarningLevel,

    /// <summary>Something went wrong.</summary>
    ErrorLevel,
}
