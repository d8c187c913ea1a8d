using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.ExceptionServices;

namespace Kamisama.Runtime;

/// <summary>Makes instances by reflection, from a type and the arguments of one of its public constructors.</summary>
internal sealed class ConstructorCall(
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] Type type, object?[] args)
{
    internal ActorBase Make()
    {
        try
        {
            return (ActorBase)Activator.CreateInstance(type, args)!;
        }
        catch (TargetInvocationException thrown) when (thrown.InnerException is { } cause)
        {
            // What the constructor threw, as it was.
            ExceptionDispatchInfo.Throw(cause);
            throw;
        }
        catch (MissingMethodException missing)
        {
            throw new ActorInitializationException(
                null,
                $"Cannot make a {type.Name}: none of its public constructors takes ({string.Join(", ", args.Select(Describe))}). "
                + "Check the arguments given to Props.Create.",
                missing);
        }
    }

    private static string Describe(object? arg) => arg?.GetType().Name ?? "null";
}
