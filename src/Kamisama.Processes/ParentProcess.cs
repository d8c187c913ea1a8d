namespace Kamisama.Processes;

/// <summary>The process that started this one, or adopted it.</summary>
public static class ParentProcess
{
    /// <summary>Its pid, now. Another one than before when the parent has died; 0 when it is outside this PID namespace. See getppid(2).</summary>
    public static int Id => LibC.GetParentPid();
}
