using Kamisama.Processes;

namespace Kamisama.Actors.Tests.Pool;

public class WorkerPoolOptionsValidatorTests
{
    private static readonly WorkerPoolOptions Good = new() { Instances = 1, Command = new ProcessSpec { FileName = "true" } };

    [Fact]
    public void ThrowIfInvalid_Defaults_AreValid() => WorkerPoolOptionsValidator.ThrowIfInvalid(Good, needsCommand: false);

    [Fact]
    public void ThrowIfInvalid_ManyFaults_ListsThemAll()
    {
        var options = new WorkerPoolOptions
        {
            Name = "no good",
            Instances = 0,
            RespawnLimit = -1,
            RespawnInterval = TimeSpan.Zero,
            GracePeriod = TimeSpan.FromSeconds(-1),
            KillDelay = TimeSpan.FromDays(31),
            StopSignal = 19,
            Command = new ProcessSpec { FileName = "" },
        };
        var exception = Assert.Throws<WorkerPoolOptionsException>(() => WorkerPoolOptionsValidator.ThrowIfInvalid(options, needsCommand: false));
        Assert.Equal(8, exception.Faults.Count);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(WorkerPoolOptions.MaxInstances + 1)]
    [InlineData(int.MaxValue)]
    public void ThrowIfInvalid_InstancesOutOfBounds_NamesTheBounds(int instances)
    {
        string fault = Assert.Single(FaultsOf(Good with { Instances = instances }));
        Assert.Contains($"1 to {WorkerPoolOptions.MaxInstances}", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-x")]
    [InlineData("a/b")]
    [InlineData("a\u001b[31m")]
    [InlineData("\u0430")] // a Cyrillic letter that looks like a Latin one
    public void ThrowIfInvalid_NameThatIsNoName_IsAFault(string name) => Assert.Single(FaultsOf(Good with { Name = name }));

    [Theory]
    [InlineData("A=B", "1")]
    [InlineData("", "1")]
    [InlineData("A", "x\0y")]
    public void ThrowIfInvalid_EnvironmentThatCannotBePassedOn_IsAFault(string name, string value) =>
        Assert.Single(FaultsOf(Good with
        {
            Command = Good.Command! with { Environment = new Dictionary<string, string?> { [name] = value } },
        }));

    private static IReadOnlyList<string> FaultsOf(WorkerPoolOptions options) =>
        Assert.Throws<WorkerPoolOptionsException>(() => WorkerPoolOptionsValidator.ThrowIfInvalid(options, needsCommand: false)).Faults;
}
