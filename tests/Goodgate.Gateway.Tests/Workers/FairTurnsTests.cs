using Goodgate.Gateway.Guard;
using Goodgate.Gateway.Workers;

namespace Goodgate.Gateway.Tests.Workers;

/// <summary>Clients take turns in the queue for workers.</summary>
public sealed class FairTurnsTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ManualClock _clock = new();
    private readonly WorkerGate _gate;

    public FairTurnsTests() => _gate = new WorkerGate(_clock);

    // One client asks eight times before the others ask once: they go after its first, and take the places of its last.
    [Fact]
    public async Task Nobody_fills_the_queue_by_asking_often()
    {
        _gate.Resize(1, 8);
        var place = _gate.TryEnter().ShouldNotBeNull();
        var greedy = Enumerable.Range(0, 8).Select(_ => Join(1)).ToList();
        _gate.Join(RequestRank.Person, Patience, out var refusal, "", Client(1)).ShouldBeNull();
        refusal.ShouldBe(WaitOutcome.Full);
        var others = new[] { 2, 3, 4, 2 }.Select(Join).ToList();
        foreach (var lost in greedy[^4..])
        {
            (await lost.Outcome).ShouldBe(WaitOutcome.Displaced);
        }

        // The second request of another client is worth as much as the second of the greedy one, and later.
        List<WaitingRequest> turns = [greedy[0], .. others[..3], greedy[1], others[3], greedy[2], greedy[3]];
        foreach (var next in turns)
        {
            next.Outcome.IsCompleted.ShouldBeFalse();
            place.Release();
            (await next.Outcome).ShouldBe(WaitOutcome.Admitted);
            place = next.Place!;
        }

        _gate.Depth.ShouldBe(0);
        place.Release();
        Join(1).Outcome.IsCompletedSuccessfully.ShouldBeTrue("the past is forgotten");
    }

    // Its last request leaves: the next one takes the turn that it had, and not one behind.
    [Fact]
    public async Task A_turn_that_was_not_used_is_the_clients_again()
    {
        _gate.Resize(1, 8);
        var place = _gate.TryEnter().ShouldNotBeNull();
        var (first, gone) = (Join(1), Join(1));
        gone.Leave();
        (await gone.Outcome).ShouldBe(WaitOutcome.Left);
        List<WaitingRequest> turns = [Join(1), Join(2), Join(2), Join(2)];
        turns = [first, turns[1], turns[0], turns[2], turns[3]];
        foreach (var next in turns)
        {
            next.Outcome.IsCompleted.ShouldBeFalse();
            place.Release();
            next.Outcome.IsCompleted.ShouldBeTrue("it is its turn");
            (await next.Outcome).ShouldBe(WaitOutcome.Admitted);
            place = next.Place!;
        }
    }

    [Fact]
    public void Whose_turn_comes_soon_does_not_wait_in_vain()
    {
        _gate.Resize(2, 100);
        var places = Fill();
        _clock.Advance(TimeSpan.FromSeconds(4));
        Array.ForEach(places, one => one.Release());
        Fill();
        Array.ForEach([1, 1, 1], client => Join(client));
        _gate.Join(RequestRank.Person, Patience, out var refusal, "", Client(1)).ShouldBeNull();
        refusal.ShouldBe(WaitOutcome.Hopeless);
        Join(2).Outcome.IsCompleted.ShouldBeFalse();
    }

    private static Subscriber Client(int number) => new(false, (ulong)number);

    private WorkerPlace[] Fill() => [_gate.TryEnter().ShouldNotBeNull(), _gate.TryEnter().ShouldNotBeNull()];

    private WaitingRequest Join(int client) => _gate.Join(RequestRank.Person, Patience, out _, "", Client(client)).ShouldNotBeNull();
}
