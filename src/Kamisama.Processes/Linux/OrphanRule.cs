namespace Kamisama.Processes;

/// <summary>What is to be done with an ended child of this process that its handle does not know.</summary>
internal enum OrphanDecision
{
    /// <summary>It was re-parented to this process: nobody else will collect it.</summary>
    Collect,

    /// <summary>The application may have started it by other means. It collects such a child at once, so one that stays is an orphan.</summary>
    CollectIfItStays,

    /// <summary>The application's own.</summary>
    Leave,
}

/// <summary>Tells orphans from children that the application started by other means (System.Diagnostics.Process, a native library).</summary>
/// <remarks>
/// The kernel does not tell whether a child was born here or re-parented. Its process group is a sign:
/// <code>
/// group                         as PID 1            as subreaper
/// ours                          if it stays         leave
/// its own (group == pid)        if it stays         if it stays      a daemon, or a child that called setsid
/// any other                     collect             collect          its leader was somebody else: born elsewhere
/// </code>
/// Collecting a child of System.Diagnostics.Process would end the application (dotnet/runtime#33297), hence "leave". PID 1
/// need not: there the runtime itself collects every child as soon as it handles SIGCHLD for Process.
/// </remarks>
internal static class OrphanRule
{
    /// <summary>Decides for one ended child.</summary>
    public static OrphanDecision Decide(int pid, int group, int ownGroup, bool isInit) =>
        group == ownGroup ? (isInit ? OrphanDecision.CollectIfItStays : OrphanDecision.Leave)
        : group == pid ? OrphanDecision.CollectIfItStays
        : OrphanDecision.Collect;
}
