using System.Diagnostics.CodeAnalysis;

namespace Kamisama.Runtime;

/// <summary>The recipe of an actor: how to make an instance, now and at each restart.</summary>
public sealed class Props
{
    internal const int NoStashLimit = -1;

    private readonly Func<ActorBase> _factory;

    private Props(Type type, Func<ActorBase> factory, SupervisorStrategy? supervisorStrategy)
    {
        Type = type;
        _factory = factory;
        SupervisorStrategy = supervisorStrategy;
    }

    private Props(Props other)
        : this(other.Type, other._factory, other.SupervisorStrategy)
    {
        StashCapacity = other.StashCapacity;
        RunsOnCallingThread = other.RunsOnCallingThread;
    }

    /// <summary>The class of the actor.</summary>
    public Type Type { get; }

    /// <summary>The strategy that overrides the actor's own, or <see langword="null"/>.</summary>
    public SupervisorStrategy? SupervisorStrategy { get; private init; }

    internal int StashCapacity { get; private init; } = NoStashLimit;

    /// <summary>Whether the actor runs on the thread of whoever sends to it, for tests.</summary>
    internal bool RunsOnCallingThread { get; private init; }

    /// <summary>A recipe from a constructor call.</summary>
    /// <remarks>
    /// Write a bare <c>new</c> and compute nothing inside: <c>Props.Create(() => new Worker(id, host))</c>. Akka.NET takes the lambda
    /// apart and evaluates the arguments once; here the lambda runs at each incarnation. With captured values only, both do the same.
    /// <c>Self</c> in it is the parent's on both; <c>Context</c> in it is the child's here: keep what you need of it in a local.
    /// </remarks>
    /// <typeparam name="TActor">The class of the actor.</typeparam>
    /// <param name="factory">Makes one instance; called in the actor's own turn, also at each restart. Must never return the same instance twice.</param>
    /// <param name="supervisorStrategy">Overrides <see cref="ActorBase.SupervisorStrategy"/>.</param>
    public static Props Create<TActor>(Func<TActor> factory, SupervisorStrategy? supervisorStrategy = null)
        where TActor : ActorBase
    {
        ArgumentNullException.ThrowIfNull(factory);
        return new Props(typeof(TActor), factory, supervisorStrategy);
    }

    /// <summary>A recipe from the parameterless constructor.</summary>
    /// <typeparam name="TActor">The class of the actor.</typeparam>
    public static Props Create<TActor>()
        where TActor : ActorBase, new() => new(typeof(TActor), static () => new TActor(), null);

    /// <summary>A recipe from the parameterless constructor, with a strategy.</summary>
    /// <typeparam name="TActor">The class of the actor.</typeparam>
    /// <param name="supervisorStrategy">Overrides <see cref="ActorBase.SupervisorStrategy"/>.</param>
    public static Props Create<TActor>(SupervisorStrategy supervisorStrategy)
        where TActor : ActorBase, new() => new(typeof(TActor), static () => new TActor(), supervisorStrategy);

    /// <summary>A recipe from one of the class's public constructors, by reflection: slower, and a mistake shows at run time only.</summary>
    /// <typeparam name="TActor">The class of the actor.</typeparam>
    /// <param name="args">The arguments, the same ones for each instance. They choose the constructor when the actor is made.</param>
    public static Props Create<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TActor>(params object?[] args)
        where TActor : ActorBase => Create(typeof(TActor), args);

    /// <summary>A recipe from a type that is known at run time only, and the arguments of one of its public constructors.</summary>
    /// <param name="type">The class of the actor.</param>
    /// <param name="args">The arguments, the same ones for each instance. They choose the constructor when the actor is made.</param>
    /// <exception cref="ArgumentException">The type is no actor.</exception>
    public static Props Create(
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] Type type, params object?[] args)
    {
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(args);
        if (!typeof(ActorBase).IsAssignableFrom(type))
        {
            throw new ArgumentException($"Cannot make an actor of {type}: it does not derive from {nameof(ActorBase)}. Pass a class that does.", nameof(type));
        }

        return new Props(type, new ConstructorCall(type, args).Make, null);
    }

    /// <summary>The same recipe with another strategy.</summary>
    /// <param name="supervisorStrategy">Overrides <see cref="ActorBase.SupervisorStrategy"/>.</param>
    public Props WithSupervisorStrategy(SupervisorStrategy supervisorStrategy) => new(this) { SupervisorStrategy = supervisorStrategy };

    /// <summary>The same recipe with a limit for the actor's stash, if it is an <see cref="IWithStash"/>.</summary>
    /// <param name="stashCapacity">How many messages fit; 0 or negative for no limit, which is the default.</param>
    public Props WithStashCapacity(int stashCapacity) => new(this) { StashCapacity = stashCapacity };

    /// <summary>Makes one instance. Only the runtime may call it: an actor made elsewhere refuses to live.</summary>
    public ActorBase NewActor() => _factory();

    internal Props OnCallingThread() => new(this) { RunsOnCallingThread = true };

    /// <inheritdoc/>
    public override string ToString() => $"Props({Type.Name})";
}
