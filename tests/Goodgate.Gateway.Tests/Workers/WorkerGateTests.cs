using Goodgate.Gateway.Workers;

namespace Goodgate.Gateway.Tests.Workers;

public sealed class WorkerGateTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ManualClock _clock = new();
    private readonly WorkerGate _gate;

    public WorkerGateTests()
    {
        _gate = new WorkerGate(_clock);
        _gate.Resize(2, 3);
    }

    [Fact]
    public void No_more_get_in_than_there_are_workers()
    {
        _gate.TryEnter().ShouldNotBeNull();
        var second = _gate.TryEnter().ShouldNotBeNull();
        _gate.TryEnter().ShouldBeNull();
        _gate.Held.ShouldBe(2);
        second.Release();
        _gate.Held.ShouldBe(1);
        _gate.TryEnter().ShouldNotBeNull();
    }

    [Fact]
    public void Where_the_number_is_unknown_all_get_in_and_are_counted()
    {
        _gate.Resize(null, 0);
        for (var i = 0; i < 100; i++)
        {
            _gate.TryEnter().ShouldNotBeNull();
        }

        _gate.Held.ShouldBe(100);
        _gate.Limit.ShouldBeNull();
    }

    [Fact]
    public async Task The_better_rank_goes_first_and_in_order_within_one()
    {
        var places = Fill();
        var chore = Join(RequestRank.Chore);
        var person = Join(RequestRank.Person);
        var other = Join(RequestRank.Person);
        places[0].Release();
        (await person.Outcome).ShouldBe(WaitOutcome.Admitted);
        other.Outcome.IsCompleted.ShouldBeFalse();
        person.Place!.Release();
        (await other.Outcome).ShouldBe(WaitOutcome.Admitted);
        chore.Outcome.IsCompleted.ShouldBeFalse();
        other.Place!.Release();
        (await chore.Outcome).ShouldBe(WaitOutcome.Admitted);
        _gate.Held.ShouldBe(2);
        _gate.Depth.ShouldBe(0);
    }

    [Fact]
    public void Nobody_overtakes_those_who_wait()
    {
        var places = Fill();
        Join(RequestRank.Chore);
        Join(RequestRank.Chore);
        places[0].Release();
        _gate.TryEnter().ShouldBeNull();
        _gate.Held.ShouldBe(2);
    }

    [Fact]
    public async Task A_wait_ends_at_its_time_and_not_before()
    {
        Fill();
        var waiting = Join(RequestRank.Person);
        _clock.Advance(Patience - TimeSpan.FromTicks(1));
        waiting.Outcome.IsCompleted.ShouldBeFalse();
        _clock.Advance(TimeSpan.FromTicks(1));
        (await waiting.Outcome).ShouldBe(WaitOutcome.TimedOut);
        waiting.Place.ShouldBeNull();
        _gate.Depth.ShouldBe(0);
        _gate.Counts.TimedOut.ShouldBe(1);
    }

    [Fact]
    public async Task A_client_that_leaves_leaves_the_queue_and_takes_no_place()
    {
        var places = Fill();
        var left = Join(RequestRank.Person);
        var next = Join(RequestRank.Person);
        left.Leave();
        (await left.Outcome).ShouldBe(WaitOutcome.Left);
        places[0].Release();
        (await next.Outcome).ShouldBe(WaitOutcome.Admitted);
        left.Leave();
        _clock.Advance(Patience);
        _gate.Counts.ShouldBe(new GateCounts(1, 0, 0, 0, 1));
    }

    [Fact]
    public async Task A_full_queue_turns_away_the_newcomer_unless_one_of_worse_rank_waits()
    {
        Fill();
        var first = Join(RequestRank.Program);
        var chore = Join(RequestRank.Chore);
        var last = Join(RequestRank.Program);
        _gate.Join(RequestRank.Chore, Patience, out var refusal).ShouldBeNull();
        refusal.ShouldBe(WaitOutcome.Full);
        _gate.Refuse();
        Join(RequestRank.Person);
        (await chore.Outcome).ShouldBe(WaitOutcome.Displaced);
        Join(RequestRank.Person);
        (await last.Outcome).ShouldBe(WaitOutcome.Displaced);
        first.Outcome.IsCompleted.ShouldBeFalse();
        _gate.Depth.ShouldBe(3);
        _gate.Counts.Full.ShouldBe(3);
    }

    // Two workers that take 4 s a page: the third in line waits 6 s, the fourth 8 s.
    [Fact]
    public void Who_would_wait_in_vain_is_told_so_before()
    {
        _gate.Resize(2, 100);
        var places = Fill();
        _clock.Advance(TimeSpan.FromSeconds(4));
        Array.ForEach(places, place => place.Release());
        Fill();
        Join(RequestRank.Person);
        Join(RequestRank.Person);
        Join(RequestRank.Chore);
        Join(RequestRank.Person);
        _gate.Join(RequestRank.Person, Patience, out var refusal).ShouldBeNull();
        refusal.ShouldBe(WaitOutcome.Hopeless);
        _gate.Join(RequestRank.Person, 2 * Patience, out _).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_place_that_became_free_before_the_queue_was_joined_is_given_at_once()
    {
        _gate.TryEnter();
        (await Join(RequestRank.Chore).Outcome).ShouldBe(WaitOutcome.Admitted);
        _gate.Resize(3, 0);
        (await Join(RequestRank.Chore).Outcome).ShouldBe(WaitOutcome.Admitted);
    }

    [Fact]
    public async Task More_workers_let_more_in()
    {
        Fill();
        var waiting = Join(RequestRank.Person);
        _clock.Advance(TimeSpan.FromSeconds(2));
        _gate.Resize(3, 3);
        (await waiting.Outcome).ShouldBe(WaitOutcome.Admitted);
        _gate.Counts.ShouldBe(new GateCounts(1, 2, 0, 0, 0));
    }

    [Fact]
    public void Fewer_workers_wait_until_the_places_come_back()
    {
        var places = Fill();
        _gate.Resize(1, 3);
        places[0].Release();
        _gate.TryEnter().ShouldBeNull();
        places[1].Release();
        _gate.TryEnter().ShouldNotBeNull();
    }

    [Fact]
    public void When_to_come_again_is_told_by_the_queue_and_how_fast_workers_become_free()
    {
        var places = Fill();
        _gate.ExpectedWait.ShouldBeNull("nothing is known yet");
        _clock.Advance(TimeSpan.FromSeconds(11));
        _gate.ExpectedWait.ShouldBe(TimeSpan.FromMinutes(1), "none became free in all that time");
        foreach (var place in places)
        {
            place.Release();
        }

        var before = _gate.ExpectedWait.ShouldNotBeNull();
        before.ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(11));
        for (var i = 0; i < 100; i++)
        {
            _gate.TryEnter()!.Release();
        }

        _gate.ExpectedWait.ShouldBe(TimeSpan.FromSeconds(1));
        _clock.Advance(TimeSpan.FromSeconds(30));
        _gate.ExpectedWait.ShouldBe(TimeSpan.FromMinutes(1), "that was another time");
    }

    [Fact]
    public void An_abandoned_request_keeps_its_place_until_it_has_ended()
    {
        var places = Fill();
        places[0].Hold();
        places[0].Release();
        _gate.TryEnter().ShouldBeNull("the request is with the worker, whoever waits for it");
        places[0].Abandon();
        places[0].IsAbandoned.ShouldBeTrue();
        _gate.TryEnter().ShouldBeNull();
        places[0].Forget();
        _gate.Held.ShouldBe(1);
        _gate.TryEnter().ShouldNotBeNull();
    }

    [Fact]
    public async Task A_page_that_clients_gave_up_never_gets_all_workers()
    {
        _gate.Resize(8, 10);
        var places = Enumerable.Range(0, 4).Select(i => _gate.TryEnter($"/slow?a={i}").ShouldNotBeNull()).ToArray();
        Array.ForEach(places, place => place.Hold());
        places[0].Abandon();
        _gate.TryEnter("/slow?a=1").ShouldNotBeNull().Release();
        places[1].Abandon();
        _gate.TryEnter("/slow?a=1").ShouldBeNull();
        _gate.Join(RequestRank.Person, Patience, out var refusal, "/slow?a=1").ShouldBeNull();
        refusal.ShouldBe(WaitOutcome.GivenUp);
        var others = Enumerable.Range(0, 4).Select(_ => _gate.TryEnter("/slow").ShouldNotBeNull()).ToArray();

        // One that waits already is told so when its turn comes; another page takes the place.
        places[1].Forget();
        var late = _gate.Join(RequestRank.Person, Patience, out _, "/slow?a=1").ShouldNotBeNull();
        var waiting = _gate.Join(RequestRank.Person, Patience, out _, "/other").ShouldNotBeNull();
        places[2].Abandon();
        others[0].Release();
        (await late.Outcome).ShouldBe(WaitOutcome.GivenUp);
        (await waiting.Outcome).ShouldBe(WaitOutcome.Admitted);
        _gate.Held.ShouldBe(8);
        places[2].Forget();
        _gate.Join(RequestRank.Person, Patience, out _, "/slow?a=1").ShouldNotBeNull();
    }

    [Fact]
    public void The_name_of_a_page_says_nothing_of_what_was_asked() => PageName.Of("/shop/?token=secret&q=a&secret").ShouldBe("/shop/?token=…&q=…&…");

    [Theory]
    [InlineData("/", "/", true)]
    [InlineData("/?s=a", "/?s=b", true)]
    [InlineData("/?s=a&page=1", "/?s=b&page=2", true)]
    [InlineData("/", "/?s=b", false)]
    [InlineData("/?s=a", "/?s=b&page=2", false)]
    [InlineData("/?s=a", "/?t=a", false)]
    [InlineData("/a?x", "/b?x", false)]
    [InlineData("/a?", "/a", false)]
    [InlineData("/a?x", "/a?x=", true)]
    public void A_page_is_a_path_and_the_names_of_its_query(string one, string other, bool same) => (PageName.Key(one) == PageName.Key(other)).ShouldBe(same);

    [Fact]
    public void Many_threads_never_hold_more_than_the_limit()
    {
        _gate.Resize(4, 10_000);
        var (most, inside) = (0, 0);
        Parallel.For(0, 2000, _ =>
        {
            var place = _gate.TryEnter();
            if (place is null)
            {
                var waiting = Join(RequestRank.Person);
                waiting.Outcome.Wait();
                place = waiting.Place!;
            }

            var now = Interlocked.Increment(ref inside);
            InterlockedMax(ref most, now);
            Interlocked.Decrement(ref inside);
            place.Release();
        });
        most.ShouldBeLessThanOrEqualTo(4);
        _gate.Held.ShouldBe(0);
        _gate.Depth.ShouldBe(0);
    }

    private static void InterlockedMax(ref int most, int now)
    {
        for (var before = Volatile.Read(ref most); now > before; before = Volatile.Read(ref most))
        {
            Interlocked.CompareExchange(ref most, now, before);
        }
    }

    private WorkerPlace[] Fill() => [_gate.TryEnter().ShouldNotBeNull(), _gate.TryEnter().ShouldNotBeNull()];

    private WaitingRequest Join(RequestRank rank) => _gate.Join(rank, Patience, out _).ShouldNotBeNull();
}
