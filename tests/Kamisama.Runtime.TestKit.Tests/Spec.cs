[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Kamisama.TestKitSpecs;

public abstract partial class Spec
{
    /// <summary>For what must come.</summary>
    protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>For what must not come, or never comes.</summary>
    protected static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(50);

    /// <summary>The text of the failure that an expectation must end in.</summary>
    protected static string Fails(Action expectation) => Assert.ThrowsAny<XunitException>(expectation).Message;

    /// <summary>The text of the failure that an expectation must end in.</summary>
    protected static async Task<string> FailsAsync(Func<Task> expectation) => (await Assert.ThrowsAnyAsync<XunitException>(expectation)).Message;

    /// <summary>Sends to the test, without a sender.</summary>
    protected void Come(params object[] messages)
    {
        foreach (object message in messages)
        {
            TestActor.Tell(message, ActorRefs.NoSender);
        }
    }

    /// <summary>Sends to the test a little later, from another thread.</summary>
    protected Task ComeLater(object message) => Task.Run(() => TestActor.Tell(message, ActorRefs.NoSender));
}
