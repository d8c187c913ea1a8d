// Signals and the exit code belong to the whole process, so the specs take turns.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
