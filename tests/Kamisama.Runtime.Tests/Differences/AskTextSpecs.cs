namespace Kamisama.Runtime.Tests;

/// <summary>
/// Here a timeout of Ask runs on the system's clock and says who was asked what. Akka.NET takes the real clock and says
/// "Timeout after 2.50 seconds".
/// </summary>
public sealed class AskTextSpecs : Spec
{
    [Fact]
    public async Task A_timeout_says_what_was_asked_of_whom_and_for_how_long()
    {
        IActorRef actor = Actor();
        Task<object> answer = actor.Ask("question", TimeSpan.FromSeconds(2.5));
        Time.Advance(TimeSpan.FromSeconds(2.5));
        AskTimeoutException fault = await Assert.ThrowsAsync<AskTimeoutException>(() => answer.WaitAsync(Patience));
        Assert.StartsWith($"{actor} did not answer [String] within 2.5 s.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_question_that_cannot_be_made_leaves_no_timer()
    {
        IActorRef actor = Actor();
        Assert.Throws<FormatException>(() =>
        {
            _ = actor.Ask<string>(_ => throw new FormatException("planned"), Patience, CancellationToken.None);
        });
        Assert.Equal(0, Time.ArmedTimers);
    }
}
