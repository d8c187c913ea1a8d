using FsCheck;
using FsCheck.Fluent;

namespace Kamisama.Actors.Tests.Pool;

public class SlotTableTests
{
    [Fact]
    public void Add_EmptyTable_NumbersFromOne()
    {
        var table = new SlotTable();
        Assert.Equal([1, 2, 3], Enumerable.Range(0, 3).Select(_ => table.Add(TimeSpan.Zero).Index));
    }

    [Fact]
    public void Add_AfterRemovals_TakesTheLowestFreeIndex()
    {
        SlotTable table = Filled(5);
        table.Remove(table.Find(4)!);
        table.Remove(table.Find(2)!);
        Assert.Equal([2, 4, 6], Enumerable.Range(0, 3).Select(_ => table.Add(TimeSpan.Zero).Index));
    }

    [Fact]
    public void Add_WhileAWorkerIsStopping_DoesNotTakeItsIndex()
    {
        SlotTable table = Filled(3);
        table.MarkStopping(table.Find(1)!);
        Assert.Equal(4, table.Add(TimeSpan.Zero).Index);
    }

    [Fact]
    public void ChooseVictims_TakesTheLongestRunning_NotTheLowestIndex()
    {
        SlotTable table = Filled(3);
        table.Find(1)!.StartedAt = TimeSpan.FromSeconds(30); // respawned since
        table.Find(2)!.StartedAt = TimeSpan.FromSeconds(10);
        table.Find(3)!.StartedAt = TimeSpan.FromSeconds(20);
        Assert.Equal(2, table.ChooseVictims(1)[0].Index);
    }

    [Fact]
    public void ChooseVictims_StartedAtTheSameInstant_TakesTheLowestIndex() =>
        Assert.Equal(1, Filled(3).ChooseVictims(1)[0].Index);

    [Fact]
    public void ChooseVictims_ASlotThatWaits_GoesFirst()
    {
        SlotTable table = Filled(3);
        table.Find(3)!.State = WorkerState.Waiting;
        table.Find(3)!.StartedAt = TimeSpan.FromSeconds(99);
        Assert.Equal(3, table.ChooseVictims(1)[0].Index);
    }

    [Fact]
    public void ChooseVictims_OneWanted_TakesNobody()
    {
        SlotTable table = Filled(2);
        table.MarkStopping(table.ChooseVictims(1)[0]);
        Assert.Empty(table.ChooseVictims(1));
        Assert.Empty(Filled(1).ChooseVictims(1));
        Assert.Empty(new SlotTable().ChooseVictims(1));
    }

    [Fact]
    public void ChooseVictims_MoreThanThereAre_LeavesOne() =>
        Assert.Equal([1, 2, 3], Filled(4).ChooseVictims(int.MaxValue).Select(slot => slot.Index));

    [Fact]
    public void ChooseVictims_Several_AreThoseThatWouldGoOneByOne()
    {
        SlotTable table = Filled(4);
        table.Find(1)!.StartedAt = TimeSpan.FromSeconds(30);
        table.Find(4)!.State = WorkerState.Waiting;
        Assert.Equal([4, 2, 3], table.ChooseVictims(3).Select(slot => slot.Index));
    }

    [Fact]
    public void ChooseVictims_SkipsThoseThatAreGoingAlready()
    {
        SlotTable table = Filled(3);
        table.MarkStopping(table.ChooseVictims(1)[0]);
        Assert.Equal(2, table.ChooseVictims(1)[0].Index);
    }

    [Fact]
    public void MarkStopping_Twice_CountsOnce()
    {
        SlotTable table = Filled(3);
        table.MarkStopping(table.Find(2)!);
        table.MarkStopping(table.Find(2)!);
        Assert.Equal((3, 2), (table.Count, table.Wanted));
    }

    /// <summary>Against an oracle that is a plain dictionary and sorts from scratch.</summary>
    [Fact]
    public void AnyOperations_AgreeWithTheOracle()
    {
        Prop.ForAll(Gen.Choose(0, 99).ArrayOf().ToArbitrary(), AgreesWithOracle)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(3000).WithEndSize(80));
    }

    private static bool AgreesWithOracle(int[] operations)
    {
        var table = new SlotTable();
        var oracle = new SortedDictionary<int, (int StartedAt, bool Stopping)>();
        for (int time = 0; time < operations.Length; time++)
        {
            int operation = operations[time];
            if (operation < 45)
            {
                int free = Enumerable.Range(1, oracle.Count + 1).First(i => !oracle.ContainsKey(i));
                // Pairs start at the same instant, so that ties are met.
                if (table.Add(TimeSpan.FromSeconds(time / 2)).Index != free)
                {
                    return false;
                }

                oracle[free] = (time / 2, false);
            }
            else if (operation < 80)
            {
                if (!VictimsAgree(table, oracle))
                {
                    return false;
                }
            }
            else if (oracle.Count > 0)
            {
                int index = oracle.Keys.ElementAt(operation % oracle.Count);
                table.Remove(table.Find(index)!);
                oracle.Remove(index);
            }

            if (table.Count != oracle.Count
                || table.Wanted != oracle.Values.Count(s => !s.Stopping)
                || !table.InUse.Select(s => s.Index).SequenceEqual(oracle.Keys))
            {
                return false;
            }
        }

        return true;
    }

    private static bool VictimsAgree(SlotTable table, SortedDictionary<int, (int StartedAt, bool Stopping)> oracle)
    {
        var wanted = oracle.Where(s => !s.Value.Stopping).ToList();
        int? expected = wanted.Count < 2 ? null : wanted.OrderBy(s => s.Value.StartedAt).ThenBy(s => s.Key).First().Key;
        Slot? victim = table.ChooseVictims(1).SingleOrDefault();
        if (victim is not null)
        {
            table.MarkStopping(victim);
            oracle[victim.Index] = (oracle[victim.Index].StartedAt, true);
        }

        return victim?.Index == expected;
    }

    private static SlotTable Filled(int count)
    {
        var table = new SlotTable();
        for (int i = 0; i < count; i++)
        {
            table.Add(TimeSpan.Zero).State = WorkerState.Running;
        }

        return table;
    }
}
