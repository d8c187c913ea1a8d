namespace Kamisama.TestKitSpecs;

public class ExpectMsgFromSpecs : Spec
{
    private readonly TestProbe _probe;

    public ExpectMsgFromSpecs() => _probe = CreateTestProbe();

    [Fact]
    public void The_sender_must_be_the_one()
    {
        _probe.Send(TestActor, "one");
        _probe.Send(TestActor, "two");
        Come("three");

        Assert.Equal("one", ExpectMsgFrom<string>(_probe.Ref));
        ExpectMsgFrom(_probe.Ref, "two");
        Fails(() => ExpectMsgFrom<string>(_probe.Ref));
    }

    [Fact]
    public void The_message_must_fit_as_well()
    {
        for (int i = 0; i < 4; i++)
        {
            _probe.Send(TestActor, "one");
        }

        ExpectMsgFrom<string>(_probe.Ref, text => text == "one");
        Fails(() => ExpectMsgFrom<string>(_probe.Ref, text => text == "two"));
        Fails(() => ExpectMsgFrom(_probe.Ref, "two"));
        ExpectMsgFrom<string>(_probe.Ref, text => Assert.Equal("one", text));
    }

    [Fact]
    public void The_sender_may_be_judged_by_an_assertion()
    {
        _probe.Send(TestActor, "one");
        _probe.Send(TestActor, "two");

        ExpectMsgFrom<string>(sender => Assert.Equal(_probe.Ref, sender), text => Assert.Equal("one", text));
        Fails(() => ExpectMsgFrom<string>(sender => Assert.Equal(TestActor, sender), text => Assert.Equal("two", text)));
    }

    [Fact]
    public void No_message_fails() => Fails(() => ExpectMsgFrom<string>(_probe.Ref, Moment));

    [Fact]
    public async Task All_forms_can_be_awaited()
    {
        for (int i = 0; i < 5; i++)
        {
            _probe.Send(TestActor, "one");
        }

        await ExpectMsgFromAsync<string>(_probe.Ref);
        await ExpectMsgFromAsync(_probe.Ref, "one");
        await ExpectMsgFromAsync<string>(_probe.Ref, text => text == "one");
        await ExpectMsgFromAsync<string>(_probe.Ref, text => Assert.Equal("one", text));
        await ExpectMsgFromAsync<string>(sender => Assert.Equal(_probe.Ref, sender), text => Assert.Equal("one", text));
        await FailsAsync(async () => await ExpectMsgFromAsync<string>(_probe.Ref, Moment));
    }
}
