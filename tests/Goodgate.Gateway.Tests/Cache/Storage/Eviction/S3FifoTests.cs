using Goodgate.Gateway.Cache.Storage.Eviction;

namespace Goodgate.Gateway.Tests.Cache.Storage.Eviction;

public sealed class S3FifoTests
{
    private readonly S3Fifo _policy = new(ghosts: 1024);
    private readonly Dictionary<int, PolicyNode> _in = [];

    [Fact]
    public void An_empty_policy_has_nobody_to_give_up()
    {
        _policy.Evict().ShouldBeNull();
        _policy.Remove(new PolicyNode(1, 1));
        _policy.Bytes.ShouldBe(0);
    }

    [Fact]
    public void Who_was_never_asked_for_leaves_in_the_order_of_coming()
    {
        Add(1, 2, 3);
        Evicted(3).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public void Who_was_asked_for_twice_outlives_those_who_come_once()
    {
        Add(1, 2, 3);
        Use(2, 2);
        Add([.. Enumerable.Range(10, 20)]);
        Evicted(22).ShouldNotContain(2);
        Evicted(1).ShouldBe([2]);
    }

    [Fact]
    public void One_use_in_the_small_queue_is_not_enough()
    {
        Add(1, 2, 3);
        Use(2, 1);
        Evicted(3).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public void Each_use_is_a_round_more_in_the_main_queue()
    {
        Add(1, 2, 3);
        Use(1, 2);
        Use(2, 2);
        Use(3, 2);
        Add([.. Enumerable.Range(10, 6)]);
        Evicted(6).ShouldBe(Enumerable.Range(10, 6), "1, 2 and 3 are in the main queue now");
        Use(1, 3);
        Use(3, 1);
        Evicted(3).ShouldBe([2, 3, 1]);
    }

    [Fact]
    public void Who_comes_back_soon_goes_to_the_main_queue()
    {
        Add([.. Enumerable.Range(0, 10)]);
        Evicted(1).ShouldBe([0]);
        Add(0);
        Add([.. Enumerable.Range(20, 100)]);
        Evicted(109).ShouldNotContain(0);
        Evicted(1).ShouldBe([0]);
    }

    [Fact]
    public void Bytes_decide_whose_turn_it_is()
    {
        Add(1);
        Use(1, 2);
        _in[1].Size.ShouldBe(1);
        var large = new PolicyNode(99, 99) { Size = 1000 };
        _policy.Add(large);
        _policy.Bytes.ShouldBe(1001);
        Evicted(1).ShouldBe([99]);
        _policy.Bytes.ShouldBe(1);
        _policy.Count.ShouldBe(1);
    }

    [Fact]
    public void Whatever_comes_and_goes_counts_stay_right()
    {
        var random = new Random(5);
        for (var i = 0; i < 50_000; i++)
        {
            var key = random.Next(300);
            if (!_in.TryGetValue(key, out var node))
            {
                Add(key);
            }
            else if (random.Next(4) == 0)
            {
                _policy.Remove(node);
                node.IsIn.ShouldBeFalse();
                _in.Remove(key);
            }
            else
            {
                node.Touch();
            }

            if (_policy.Count > 100)
            {
                Evicted(1);
            }

            _policy.Count.ShouldBe(_in.Count);
            _policy.Bytes.ShouldBe(_in.Count);
        }

        Evicted(_in.Count);
        _policy.Evict().ShouldBeNull();
    }

    [Fact]
    public void Uses_during_an_eviction_do_not_make_it_endless()
    {
        Add([.. Enumerable.Range(0, 10)]);
        foreach (var key in Enumerable.Range(0, 10))
        {
            Use(key, 100);
        }

        _policy.Evict().ShouldNotBeNull();
    }

    private void Add(params int[] keys)
    {
        foreach (var key in keys)
        {
            _in[key] = new PolicyNode(key, (uint)key * 2654435761) { Size = 1 };
            _policy.Add(_in[key]);
        }
    }

    private void Use(int key, int times)
    {
        for (var i = 0; i < times; i++)
        {
            _in[key].Touch();
        }
    }

    private List<int> Evicted(int count)
    {
        List<int> gone = [.. Enumerable.Range(0, count).Select(_ => (int)_policy.Evict()!.Owner)];
        gone.ForEach(key => _in.Remove(key));
        return gone;
    }
}
