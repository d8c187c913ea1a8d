using System.Runtime.InteropServices;

namespace Kamisama.Processes.Tests;

[Trait("Needs", "Linux")]
public sealed class MasterConditionTests
{
    [Fact]
    public void Limits_without_a_parent_are_the_usual_ones() => Assert.Equal(Math.Min(1024, Hard()), MasterLimits.Read(0));

    [Fact]
    public void Limits_of_a_parent_that_is_gone_are_the_usual_ones() => Assert.Equal(Math.Min(1024, Hard()), MasterLimits.Read(int.MaxValue));

    [Fact]
    public void Limits_of_a_parent_are_its_soft_ones() => Assert.InRange(MasterLimits.Read(Environment.ProcessId)!.Value, 1, Hard());

    [Fact]
    public void Platform_this_one_will_do() => PlatformCheck.ThrowIfNotSupported(RuntimeInformation.ProcessArchitecture);

    [Fact]
    public void Platform_another_processor_is_refused_with_what_and_why() => Assert.Contains(
        "RiscV64", Assert.Throws<PlatformNotSupportedException>(() => PlatformCheck.ThrowIfNotSupported(Architecture.RiscV64)).Message, StringComparison.Ordinal);

    private static long Hard() => long.Parse(
        File.ReadLines("/proc/self/limits").First(line => line.StartsWith("Max open files", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[4],
        System.Globalization.CultureInfo.InvariantCulture);
}
