namespace Kamisama.Actors.Tests.Group;

/// <summary>Random stories: pools that give up, finish, are slow to end; facts that come late, twice and in any order; stops in between.</summary>
public class PoolGroupStorms
{
    public static TheoryData<PoolStrategy> Strategies => [.. Enum.GetValues<PoolStrategy>()];

    [Theory]
    [MemberData(nameof(Strategies))]
    public void AnyStory_KeepsTheOrder_DoublesNoPool_AndComesToRest(PoolStrategy strategy)
    {
        for (int seed = 1; seed <= 2_000; seed++)
        {
            new World(strategy, seed).Live();
        }
    }

    private sealed class World
    {
        // Reconfigurations add to the first ones.
        private const int FirstPools = 4, MostPools = 60;

        private readonly PoolGroupState _state;
        private readonly Random _random;
        private readonly string _name;
        private readonly List<string> _names = [];
        private readonly PoolId?[] _alive = new PoolId?[MostPools];
        private readonly bool[] _isReady = new bool[MostPools], _isEnded = new bool[MostPools], _isOver = new bool[MostPools], _isTold = new bool[MostPools];
        private readonly bool[] _isLeaving = new bool[MostPools], _isForgotten = new bool[MostPools];
        private readonly List<Func<IReadOnlyList<PoolGroupStep>>> _late = [];
        private bool _isStopping, _isUrgent;
        private int _ends;

        public World(PoolStrategy strategy, int seed)
        {
            _random = new Random(seed);
            _name = $"{strategy}, seed {seed}";
            _names.AddRange(Enumerable.Range(0, FirstPools).Select(i => $"{i}"));
            _state = new PoolGroupState(Options(strategy, _names));
        }

        private int Pools => _names.Count;

        private WorkerPoolGroupOptions Options(PoolStrategy strategy, IEnumerable<string> names) => new()
        {
            Pools = [.. names.Select(name => new WorkerPoolOptions
            {
                Name = name,
                Instances = 1,
                BreachAction = _random.Next(4) == 0 ? BreachAction.StopPool : BreachAction.Fail,
            })],
            Strategy = strategy,
            RestartLimit = _random.Next(6),
        };

        public void Live()
        {
            Take(_state.Start());
            for (int i = _random.Next(40); i > 0; i--)
            {
                Happen();
            }

            ComeToRest();
            if (_ends == 0)
            {
                Check(Enumerable.Range(0, Pools).All(i => _isOver[i] || (_alive[i] is not null && _isReady[i])), "a pool is neither over nor running");
                Check(Enumerable.Range(0, Pools).All(i => _isForgotten[i] == _isLeaving[i]), "a pool was removed and not forgotten, or forgotten and not removed");
                _isStopping = true;
                Take(_state.Stop(new MasterMessage.StopPool()));
                ComeToRest();
            }

            Check(_ends == 1 && _isOver.Take(Pools).All(over => over) && _state.IsEmpty, $"the end was told {_ends} times, empty: {_state.IsEmpty}");
        }

        private void Happen()
        {
            int pool = _random.Next(Pools);
            switch (_random.Next(20))
            {
                case 0:
                    _isStopping = true;
                    Take(_state.Stop(new MasterMessage.StopPool(StopMode.Graceful)));
                    break;
                case 1:
                    _isStopping = _isUrgent = true;
                    Take(_state.Stop(new MasterMessage.StopPool(StopMode.Immediate)));
                    break;
                case 2:
                    _isTold[pool] = true;
                    Take(_state.StopOne(pool, (StopMode)_random.Next(3)));
                    break;
                case 3 when _state.WhyNotReconfigured is null:
                    Reconfigure();
                    break;
                case < 8 when _alive[pool] is { } id:
                    End(id, _random.Next(3) == 0 ? new PoolOutcome.Finished(0) : new PoolOutcome.RespawnLimitBreached(0, TimeSpan.Zero, []));
                    break;
                default:
                    Deliver();
                    break;
            }
        }

        // Some stay, some go, some come, also of a name that went before.
        private void Reconfigure()
        {
            string[] names = [.. _names.Where((_, i) => !_isLeaving[i] && _random.Next(4) > 0), .. Enumerable.Range(0, _random.Next(2)).Select(_ => $"{_random.Next(8)}")];
            if (names.Length > 0)
            {
                WorkerPoolGroupOptions options = Options((PoolStrategy)_random.Next(3), names.Distinct());
                Take(_state.Reconfigure(options, _state.ChangeTo(options)));
            }
        }

        private void ComeToRest()
        {
            while (_late.Count > 0)
            {
                Deliver();
            }
        }

        private void Deliver()
        {
            if (_late.Count > 0)
            {
                int i = _random.Next(_late.Count);
                Func<IReadOnlyList<PoolGroupStep>> fact = _late[i];
                if (_random.Next(5) > 0)
                {
                    _late.RemoveAt(i); // Otherwise it comes again.
                }

                Take(fact());
            }
        }

        private void End(PoolId id, PoolOutcome outcome)
        {
            if (!_isEnded[id.Index])
            {
                _isEnded[id.Index] = true;
                _late.Add(() => _state.Ended(id, outcome, TimeSpan.Zero));
                _late.Add(() =>
                {
                    _alive[id.Index] = _alive[id.Index] == id ? null : _alive[id.Index];
                    return _state.Gone(id);
                });
            }
        }

        private void Take(IReadOnlyList<PoolGroupStep> steps)
        {
            foreach (PoolGroupStep step in steps)
            {
                switch (step)
                {
                    case PoolGroupStep.StartPool start:
                        Begin(start.Pool);
                        break;
                    case PoolGroupStep.StopPool stop:
                        Check(_alive[stop.Pool.Index] is null || _alive[stop.Pool.Index] == stop.Pool, $"{stop.Pool} was told to stop in another life");
                        Check(
                            !_isStopping || _isUrgent || _isTold[stop.Pool.Index] || Enumerable.Range(stop.Pool.Index + 1, Pools - stop.Pool.Index - 1).All(i => _alive[i] is null || _isEnded[i]),
                            $"{stop.Pool} was stopped before those behind it");
                        End(stop.Pool, new PoolOutcome.Stopped(false, null));
                        break;
                    case PoolGroupStep.EndPool end:
                        Check(!_isOver[end.Index], $"{end.Index} ended twice");
                        _isOver[end.Index] = true;
                        break;
                    case PoolGroupStep.AddPool add:
                        Check(add.Index == Pools, $"{add.Index} is not the next number");
                        _names.Add(add.Options.Name);
                        break;
                    case PoolGroupStep.LeavePool leave:
                        Check(!_isLeaving[leave.Index], $"{leave.Index} left twice");
                        _isLeaving[leave.Index] = _isTold[leave.Index] = true;
                        break;
                    case PoolGroupStep.ForgetPool forget:
                        Check(_isLeaving[forget.Index] && _isOver[forget.Index] && _alive[forget.Index] is null, $"{forget.Index} was forgotten too early");
                        _isForgotten[forget.Index] = true;
                        break;
                    case PoolGroupStep.ReconfigurePool(var changed, _, var isUp):
                        Check(!_isLeaving[changed.Index] && (!isUp || _alive[changed.Index] is null || _alive[changed.Index] == changed), $"{changed} was reconfigured though it goes, or in another life");
                        break;
                    case PoolGroupStep.EndGroup:
                        _ends++;
                        break;
                }
            }
        }

        private void Begin(PoolId id)
        {
            Check(!_isStopping, $"{id} was started after the stop");
            Check(Enumerable.Range(0, Pools).All(i => _names[i] != _names[id.Index] || _alive[i] is null), $"{id} was started beside another one of its name");
            Check(_alive[id.Index] is null && !_isOver[id.Index], $"{id} was started though it is there, or over");
            Check(Enumerable.Range(0, id.Index).All(i => _isOver[i] || _isReady[i] || _isTold[i]), $"{id} was started before those before it");
            _alive[id.Index] = id;
            _isReady[id.Index] = _isEnded[id.Index] = false;
            _late.Add(() =>
            {
                _isReady[id.Index] |= _alive[id.Index] == id;
                return _state.Ready(id);
            });
        }

        private void Check(bool isSo, string what) => Assert.True(isSo, $"{_name}: {what}.");
    }
}
