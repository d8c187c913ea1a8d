using System.Runtime.InteropServices;

namespace Kamisama.Processes;

/// <summary>posix_spawn(3) of the launcher, with what has to be done before a program's first instruction.</summary>
/// <remarks>Not safe for concurrent use; the spawner thread owns it and keeps it as long as the application runs.</remarks>
internal sealed unsafe class PosixSpawn
{
    private readonly byte* _attributes = (byte*)NativeMemory.AllocZeroed(LibC.OpaqueSize);
    private readonly byte* _fileActions = (byte*)NativeMemory.AllocZeroed(LibC.OpaqueSize);
    private LauncherImage? _image;
    private int _placed;
    private int _errno;

    public PosixSpawn()
    {
        // A sigset_t with every signal, and an empty one. What may not be reset (KILL, STOP) the C library skips.
        byte* signals = stackalloc byte[LibC.OpaqueSize];
        _ = LibC.SpawnAttributesInit(_attributes);
        _ = LibC.SpawnAttributesSetFlags(_attributes, LibC.POSIX_SPAWN_SETSIGDEF | LibC.POSIX_SPAWN_SETSIGMASK);
        for (int i = 0; i < LibC.OpaqueSize; i++)
        {
            signals[i] = 0xFF; // Not Span.Fill: it is compiled at run time, for the width of the CPU's vectors.
        }

        _ = LibC.SpawnAttributesSetSignalDefault(_attributes, signals);
        new Span<byte>(signals, LibC.OpaqueSize).Clear();
        _ = LibC.SpawnAttributesSetSignalMask(_attributes, signals);
    }

    /// <summary>Gives the next start a copy of a descriptor at this number; copies are made in the order of these calls.</summary>
    public void Place(int descriptor, int number)
    {
        if (_placed++ == 0)
        {
            _errno = LibC.SpawnFileActionsInit(_fileActions);
        }

        if (_errno == 0)
        {
            _errno = LibC.SpawnFileActionsAddDuplicate(_fileActions, descriptor, number);
        }
    }

    /// <summary>Starts the launcher, which becomes the program, with the descriptors placed before and no others.</summary>
    /// <param name="arguments">The launcher's arguments.</param>
    /// <param name="environment">The program's environment.</param>
    /// <param name="pid">The new process.</param>
    /// <returns>0 or the errno.</returns>
    /// <exception cref="ProcessStartException">The launcher can be placed nowhere.</exception>
    public int Start(byte** arguments, byte** environment, out int pid)
    {
        try
        {
            _image ??= LauncherImage.Open();
            int errno = Spawn(arguments, environment, out pid);
            return errno is Errnos.EACCES or Errnos.EPERM && _image.TryFallBackToFile()
                ? Spawn(arguments, environment, out pid)
                : errno;
        }
        finally
        {
            _ = LibC.SpawnFileActionsDestroy(_fileActions);
            _placed = 0;
        }
    }

    private int Spawn(byte** arguments, byte** environment, out int pid)
    {
        nint path = Marshal.StringToCoTaskMemUTF8(_image!.Path);
        int child = 0;
        int errno = _errno == 0 ? LibC.PosixSpawn(&child, (byte*)path, _fileActions, _attributes, arguments, environment) : _errno;
        Marshal.FreeCoTaskMem(path);
        pid = child;
        return errno;
    }
}
