namespace Kamisama.Runtime.Tests;

public sealed class ActorPathTests
{
    [Fact]
    public void Parse_WholePath_HasItsParts()
    {
        ActorPath path = ActorPath.Parse("akka://sys/user/a/b#12");
        Assert.Equal("b", path.Name);
        Assert.Equal(12, path.Uid);
        Assert.Equal(["user", "a", "b"], path.Elements);
        Assert.Equal("/user/a/b", path.ToStringWithoutAddress());
        Assert.Equal("/user/a", path.Parent.ToStringWithoutAddress());
    }

    [Fact]
    public void Parse_WhatToStringWrote_IsTheSamePath()
    {
        ActorPath path = ActorPath.Parse("akka://sys/user") / "a" / new[] { "b", "c" };
        Assert.Equal(path, ActorPath.Parse(path.ToString()));
        Assert.True(path == ActorPath.Parse(path.ToString()));
        Assert.Equal(path, path.Parent.Child("c"));
        Assert.NotEqual(path, path.Parent);
        Assert.True(path != path.Parent);
        Assert.True(path.CompareTo(path.Parent) > 0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("user/a")]
    [InlineData("/user/a")]
    [InlineData("nonsense")]
    public void TryParse_NoWholePath_False(string text)
    {
        Assert.False(ActorPath.TryParse(text, out _));
        Assert.ThrowsAny<Exception>(() => ActorPath.Parse(text));
    }
}
