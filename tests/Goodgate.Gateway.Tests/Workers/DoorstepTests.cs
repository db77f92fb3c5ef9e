using Goodgate.Gateway.Workers;

namespace Goodgate.Gateway.Tests.Workers;

public sealed class DoorstepTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(750);

    private readonly ManualClock _clock = new();
    private readonly Doorstep _door;

    public DoorstepTests() => _door = new Doorstep(_clock);

    [Fact]
    public async Task One_stands_for_less_than_a_second()
    {
        var stands = _door.StandAsync(Patience).AsTask();
        _clock.Advance(Short - TimeSpan.FromTicks(1));
        stands.IsCompleted.ShouldBeFalse();
        _clock.Advance(TimeSpan.FromTicks(1));
        await stands;
    }

    [Fact]
    public async Task The_more_there_are_the_longer_each_stands()
    {
        var stand = Enumerable.Range(0, 750).Select(_ => _door.StandAsync(Patience).AsTask()).ToArray();
        _clock.Advance(Short);
        await stand[0];
        stand[^1].IsCompleted.ShouldBeFalse();
        _clock.Advance(TimeSpan.FromSeconds(3) - Short);
        await Task.WhenAll(stand);

        // Nobody is left: the next stands as briefly as the first.
        var next = _door.StandAsync(Patience).AsTask();
        _clock.Advance(Short);
        await next;
    }

    [Fact]
    public async Task Nobody_stands_longer_than_five_seconds_and_who_finds_no_room_does_not_stand()
    {
        var stand = Enumerable.Range(0, 4096).Select(_ => _door.StandAsync(Patience).AsTask()).ToArray();
        _door.StandAsync(Patience).AsTask().IsCompleted.ShouldBeTrue();
        _clock.Advance(TimeSpan.FromSeconds(5));
        await Task.WhenAll(stand);
    }

    [Fact]
    public async Task Nobody_stands_longer_than_his_own_time()
    {
        _door.StandAsync(TimeSpan.Zero).AsTask().IsCompleted.ShouldBeTrue();
        var stands = _door.StandAsync(TimeSpan.FromMilliseconds(100)).AsTask();
        _clock.Advance(TimeSpan.FromMilliseconds(100));
        await stands;
    }
}
