namespace Kamisama.Control;

/// <summary>The codes of an answer that says no. An interface: never changed, only added to. docs/control-protocol.md</summary>
public static class ControlErrorCode
{
    /// <summary>The line is no JSON object in UTF-8, or too long.</summary>
    public const string BadFrame = "bad-frame";

    /// <summary>A field is missing, unknown or has a value that makes no sense.</summary>
    public const string BadRequest = "bad-request";

    /// <summary>There is no such command.</summary>
    public const string UnknownCommand = "unknown-command";

    /// <summary>The master has no pool of that name.</summary>
    public const string UnknownPool = "unknown-pool";

    /// <summary>The pool has no worker of that index.</summary>
    public const string UnknownWorker = "unknown-worker";

    /// <summary>This master was not set up for it.</summary>
    public const string NotSupported = "not-supported";

    /// <summary>Too many clients.</summary>
    public const string Busy = "busy";

    /// <summary>The pool can't do that now, or the client may not ask.</summary>
    public const string Refused = "refused";

    /// <summary>A fault of the server itself.</summary>
    public const string Internal = "internal";
}
