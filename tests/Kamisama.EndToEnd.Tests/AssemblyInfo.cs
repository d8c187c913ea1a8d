// A few classes side by side: most of a test's time is waiting. Heavy ones (Collections.Heavy) run alone, after them.
[assembly: CollectionBehavior(MaxParallelThreads = 4)]
