using Kamisama.Actors;
using Kamisama.TestKit;

namespace Kamisama.Cli.Simulate;

/// <summary>Runs a pool through a scenario.</summary>
internal static class SimulationRun
{
    // Enough for the text of a failure. More would outlive the youngest generation, and collecting them was a quarter of the time.
    private const int EventsKept = 100;

    /// <summary>What the pool did.</summary>
    /// <param name="options">The pool and the scenario.</param>
    /// <param name="onEvent">Told of each event too.</param>
    public static SimulationFigures Run(SimulateOptions options, Action<RecordedEvent>? onEvent = null)
    {
        var figures = new SimulationFigures(options.Pool, options.Scenario);
        using var simulation = new PoolSimulation(options.Pool, new WorkerLives(options.Pool, options.Scenario).Next, options.Seed);
        simulation.EventsBeforeStart.OnEvent = (Action<RecordedEvent>)figures.Add + onEvent;
        simulation.EventsBeforeStart.Limit = EventsKept;
        simulation.Host.EndedRemembered = 0;
        simulation.RunFor(options.Scenario.Duration);
        simulation.EventsBeforeStart.OnEvent = null;
        figures.Close();
        return figures;
    }
}
