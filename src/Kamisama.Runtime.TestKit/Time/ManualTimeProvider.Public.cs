namespace Kamisama.Runtime.TestKit;

public sealed partial class ManualTimeProvider;
