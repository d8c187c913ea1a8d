namespace Kamisama.Runtime.TestKit;

/// <summary>Marks a test class whose <c>Tell</c> without a sender has no sender. Otherwise it is <see cref="TestKitBase.TestActor"/>.</summary>
public interface INoImplicitSender;
