using System.Buffers.Binary;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Xunit.Abstractions;

namespace Kamisama.Processes.Tests;

/// <summary>The committed bytes are what the source gives, and nothing a kernel would choke on.</summary>
public sealed class LauncherBytesTests(ITestOutputHelper output)
{
    private const int SizeBound = 4096;
    private const int Load = 1, GnuStack = 0x6474e551;

    [LauncherFact]
    public void X64_bytes_are_a_small_static_program() => ShouldBeStaticProgram(LauncherImage.BytesFor(Architecture.X64), machine: 62);

    [LauncherFact]
    public void Arm64_bytes_are_a_small_static_program() => ShouldBeStaticProgram(LauncherImage.BytesFor(Architecture.Arm64), machine: 183);

    [LauncherFact]
    public void X64_bytes_are_what_the_source_gives() => ShouldEqualRebuilt("x64", "gcc", "ld", Architecture.X64);

    [LauncherFact]
    public void Arm64_bytes_are_what_the_source_gives() => ShouldEqualRebuilt("arm64", "aarch64-linux-gnu-gcc", "aarch64-linux-gnu-ld", Architecture.Arm64);

    private static void ShouldBeStaticProgram(byte[] bytes, int machine)
    {
        short Half(int at) => BinaryPrimitives.ReadInt16LittleEndian(bytes.AsSpan(at));
        int Word(int at) => BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at));
        long Long(int at) => BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(at));

        // elf(5)
        Assert.InRange(bytes.Length, 64, SizeBound);
        Assert.Equal([0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1], bytes[..7]);
        Assert.Equal((2, machine), (Half(16), Half(18))); // ET_EXEC
        Assert.Equal((0L, 0), (Long(40), Half(60))); // no section headers
        var headers = Enumerable.Range(0, Half(56)).Select(index => (int)Long(32) + (index * Half(54))).ToList();
        Assert.Equal([Load, GnuStack], headers.Select(Word));
        Assert.Equal([5, 6], headers.Select(at => Word(at + 4))); // read and execute; the stack not executable; nothing both
        Assert.Equal(((long)bytes.Length, (long)bytes.Length), (Long(headers[0] + 32), Long(headers[0] + 40)));
        Assert.InRange(Long(24) - Long(headers[0] + 16), 64, bytes.Length); // the entry
    }

    private void ShouldEqualRebuilt(string name, string compiler, string linker, Architecture architecture)
    {
        var script = Path.Combine(SourceFolder(), "build.sh");
        var made = File.ReadAllText(script);
        var (here, linkerHere) = (VersionOf(compiler), VersionOf(linker));
        if (here is null || linkerHere is null || !made.Contains(here, StringComparison.Ordinal) || !made.Contains(linkerHere, StringComparison.Ordinal))
        {
            output.WriteLine($"Compared nothing: the committed launcher-{name} was made by others than '{here ?? "no compiler"}' and '{linkerHere ?? "no linker"}'. See build.sh.");
            return;
        }

        using var folder = new LauncherFolder();
        Assert.Equal("", Run("/bin/sh", script, folder.Path, name).Error);
        Assert.True(LauncherImage.BytesFor(architecture).AsSpan().SequenceEqual(File.ReadAllBytes(folder.PathOf($"launcher-{name}"))),
            $"launcher-{name} is not what its source gives. Run build.sh and commit the result.");
        output.WriteLine($"Built launcher-{name} again with '{here}' and compared every byte.");
    }

    private static string? VersionOf(string tool)
    {
        try
        {
            return Run(tool, "--version").Output.Split('\n')[0];
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static (string Output, string Error) Run(string file, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (text, error.GetAwaiter().GetResult());
    }

    private static string SourceFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "src", "Kamisama.Processes", "Launcher");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }

        throw new DirectoryNotFoundException($"No src/Kamisama.Processes/Launcher above {AppContext.BaseDirectory}. Run the tests inside the source tree.");
    }
}
