namespace Kamisama.Runtime.TestKit;

sealed partial class ManualTimeProvider
{
    private sealed class ManualTimer(ManualTimeProvider time, TimerCallback callback, object? state) : ITimer
    {
        internal TimeSpan Due { get; set; }

        internal TimeSpan Period { get; set; }

        /// <summary>Which of those due at one moment is first.</summary>
        internal long Rank { get; set; }

        /// <summary>Where it stands in the queue; -1: it is not armed.</summary>
        internal int Place { get; set; } = -1;

        internal bool IsDisposed { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period) => time.Arm(this, dueTime, period);

        public void Dispose()
        {
            IsDisposed = true;
            time.Arm(this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        internal void Fire() => callback(state);
    }

    /// <summary>A heap whose members know their places, so that arming, firing and cancelling cost the same few steps.</summary>
    private sealed class TimerQueue
    {
        private readonly List<ManualTimer> _heap = [];
        private long _ranks;

        internal int Count => _heap.Count;

        internal ManualTimer? First => _heap.Count > 0 ? _heap[0] : null;

        internal long NextRank() => _ranks++;

        internal void Add(ManualTimer timer)
        {
            _heap.Add(timer);
            Up(timer, _heap.Count - 1);
        }

        internal void Remove(ManualTimer timer)
        {
            int place = timer.Place;
            if (place < 0)
            {
                return;
            }

            ManualTimer last = _heap[^1];
            _heap.RemoveAt(_heap.Count - 1);
            timer.Place = -1;
            if (!ReferenceEquals(last, timer))
            {
                Up(last, place);
                Down(last, last.Place);
            }
        }

        private static bool IsBefore(ManualTimer timer, ManualTimer other) =>
            timer.Due < other.Due || (timer.Due == other.Due && timer.Rank < other.Rank);

        private void Up(ManualTimer timer, int place)
        {
            while (place > 0 && IsBefore(timer, _heap[(place - 1) / 2]))
            {
                Put(_heap[(place - 1) / 2], place);
                place = (place - 1) / 2;
            }

            Put(timer, place);
        }

        private void Down(ManualTimer timer, int place)
        {
            for (int child = (2 * place) + 1; child < _heap.Count; child = (2 * place) + 1)
            {
                if (child + 1 < _heap.Count && IsBefore(_heap[child + 1], _heap[child]))
                {
                    child++;
                }

                if (!IsBefore(_heap[child], timer))
                {
                    break;
                }

                Put(_heap[child], place);
                place = child;
            }

            Put(timer, place);
        }

        private void Put(ManualTimer timer, int place)
        {
            _heap[place] = timer;
            timer.Place = place;
        }
    }
}
