using Microsoft.Win32.SafeHandles;

namespace Kamisama.Processes;

/// <summary>
/// An own descriptor of a process, see pidfd_open(2). A safe handle, so that one which was kept for the leftovers of a
/// group is closed too when nobody asks for them any more.
/// </summary>
internal sealed class PidFd : SafeHandleMinusOneIsInvalid
{
    public PidFd(int descriptor)
        : base(ownsHandle: true) => SetHandle(descriptor);

    /// <summary>The number; valid while the caller holds whatever excludes <see cref="System.Runtime.InteropServices.SafeHandle.Dispose()"/>.</summary>
    public int Descriptor => (int)handle;

    protected override bool ReleaseHandle() => LibC.Close((int)handle) == 0;
}
