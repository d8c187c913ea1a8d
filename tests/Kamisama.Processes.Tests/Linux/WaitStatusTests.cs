namespace Kamisama.Processes.Tests;

public sealed class WaitStatusTests
{
    [Theory]
    [InlineData(0x0000, 0)]
    [InlineData(0x0100, 1)]
    [InlineData(0xFF00, 255)]
    public void FromStatus_an_exit_has_its_code(int status, int code) =>
        Assert.Equal(new ProcessExit.Code(code), WaitStatus.FromStatus(status));

    [Theory]
    [InlineData(0x09, 9, false)]
    [InlineData(0x8B, 11, true)]
    [InlineData(0x40, 64, false)]
    public void FromStatus_a_signal_has_its_number_and_core_flag(int status, int signal, bool core) =>
        Assert.Equal(new ProcessExit.Signalled(signal, core), WaitStatus.FromStatus(status));
}
