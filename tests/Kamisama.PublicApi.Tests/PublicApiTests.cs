using System.Reflection;
using System.Runtime.CompilerServices;

namespace Kamisama.PublicApi.Tests;

/// <summary>
/// What the packages promise, as text. A change of the public surface shows as a difference of Approved/*.txt; to approve it,
/// run with KAMISAMA_APPROVE=1 and commit what changed.
/// </summary>
public class PublicApiTests
{
    [Theory]
    [InlineData("Kamisama.Processes")]
    [InlineData("Kamisama.Actors")]
    [InlineData("Kamisama.Actors.Hosting")]
    [InlineData("Kamisama.Control")]
    [InlineData("Kamisama.TestKit")]
    [InlineData("Kamisama.Runtime")]
    [InlineData("Kamisama.Runtime.TestKit")]
    public void Public_surface_is_the_approved_one(string assembly)
    {
        string file = Path.Combine(Folder(), "Approved", assembly + ".txt");
        string surface = PublicSurface.Of(Assembly.Load(assembly));
        if (Environment.GetEnvironmentVariable("KAMISAMA_APPROVE") == "1")
        {
            File.WriteAllText(file, surface);
        }

        string approved = File.ReadAllText(file);
        string[] gone = [.. approved.Split('\n').Except(surface.Split('\n'))];
        string[] come = [.. surface.Split('\n').Except(approved.Split('\n'))];
        Assert.True(
            approved == surface,
            $"The public surface of {assembly} changed. Approve with KAMISAMA_APPROVE=1.\n- {string.Join("\n- ", gone)}\n+ {string.Join("\n+ ", come)}");
    }

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
