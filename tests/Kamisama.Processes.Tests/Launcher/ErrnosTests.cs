namespace Kamisama.Processes.Tests;

public sealed class ErrnosTests
{
    [Theory]
    [InlineData(1, "EPERM", "Operation not permitted")]
    [InlineData(2, "ENOENT", "No such file or directory")]
    [InlineData(11, "EAGAIN", "Resource temporarily unavailable")]
    [InlineData(35, "EDEADLK", "Resource deadlock avoided")]
    [InlineData(95, "EOPNOTSUPP", "Operation not supported")]
    [InlineData(125, "ECANCELED", "Operation canceled")]
    [InlineData(133, "EHWPOISON", "Memory page has hardware error")]
    public void NameOfAndTextOf_KnownNumber_GiveTheKernelsNameAndGlibcsText(int errno, string name, string text) =>
        Assert.Equal((name, text), (Errnos.NameOf(errno), Errnos.TextOf(errno)));

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(41)]
    [InlineData(58)]
    [InlineData(134)]
    public void NameOf_NumberWithoutAName_GivesTheNumber(int errno) =>
        Assert.Equal(($"errno {errno}", "Unknown error"), (Errnos.NameOf(errno), Errnos.TextOf(errno)));

    [Fact]
    public void Names_AreUnique_AndNoneIsMissing()
    {
        var names = Enumerable.Range(1, 133).Except([41, 58]).Select(Errnos.NameOf).ToList();

        Assert.Equal(131, names.Distinct().Count());
        Assert.All(names, name => Assert.Matches("^E[A-Z0-9]+$", name));
    }

    [Fact]
    public void IsTransient_OnlyWhatMayPass() => Assert.Equal(
        ["EAGAIN", "ENOMEM", "ENFILE", "EMFILE", "ETXTBSY"],
        Enumerable.Range(0, 140).Where(Errnos.IsTransient).Select(Errnos.NameOf));
}
