namespace Kamisama.Cli.Run;

/// <summary>How event lines are written.</summary>
internal enum LogFormat
{
    /// <summary>A sentence a line.</summary>
    Text,

    /// <summary>A JSON object a line.</summary>
    Json,
}
