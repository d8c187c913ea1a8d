namespace Kamisama.Runtime.TestKit;

/// <summary>
/// How a member waits. Both forms of a member are one method; in the blocking form it never awaits anything unfinished, so its task is
/// done when it returns, and no second thread of a pool that tests keep busy is needed.
/// </summary>
internal enum Waiting
{
    Blocking,
    Asynchronous,
}
