using Goodgate.Gateway.Resolving;
using Goodgate.Verdicts.Observations;

namespace Goodgate.Gateway.Tests.Resolving;

public sealed class ResolverCacheTests
{
    /// <summary>TTL of the answer in seconds, and the life it gets in milliseconds.</summary>
    [Theory]
    [InlineData(60, 60_000)]
    [InlineData(0, 1_000)]
    [InlineData(86_400, 3_600_000)]
    public async Task An_answer_lives_as_long_as_it_says_within_a_second_and_an_hour(uint ttl, int milliseconds)
    {
        using var server = new ScriptedNameserver(asked => asked.Addresses(ttl, "10.0.0.1", "::1"));
        using var room = new ResolverRoom(server.Address);
        await room.ResolveAsync("app.example");

        room.Clock.Advance(TimeSpan.FromMilliseconds(milliseconds - 1));
        (await room.ResolveAsync("APP.example")).Origin.ShouldBe(ResolutionOrigin.Cache);
        server.Heard.Count.ShouldBe(2);

        room.Clock.Advance(TimeSpan.FromMilliseconds(1));
        (await room.ResolveAsync("app.example")).Origin.ShouldBe(ResolutionOrigin.Network);
        server.Heard.Count.ShouldBe(4);
    }

    [Theory]
    [InlineData(7, 7)]
    [InlineData(0, 1)]
    [InlineData(3600, 30)]
    public async Task That_there_is_none_is_believed_for_the_zones_minimum_at_most_30_s(uint minimum, int seconds)
    {
        using var server = new ScriptedNameserver(asked => asked.Code(3, Asked.Zone(86_400, minimum)));
        using var room = new ResolverRoom(server.Address);

        var first = await room.ResolveAsync("gone.example");
        first.Life.ShouldBe(TimeSpan.FromSeconds(seconds));
        room.Clock.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
        var second = await room.ResolveAsync("gone.example");

        second.Origin.ShouldBe(ResolutionOrigin.Cache);
        second.Failure.ShouldBe(first.Failure);
        room.Clock.Advance(TimeSpan.FromMilliseconds(1));
        (await room.ResolveAsync("gone.example")).Origin.ShouldBe(ResolutionOrigin.Network);
    }

    [Fact]
    public async Task A_failing_server_is_left_alone_for_a_second()
    {
        using var server = new ScriptedNameserver(asked => asked.Code(2));
        using var room = new ResolverRoom(server.Address);
        await room.FailAsync("app.example");
        await room.FailAsync("app.example");
        server.Heard.Count.ShouldBe(2);

        server.OverUdp = asked => Task.FromResult<byte[][]>([asked.Addresses(60, "10.0.0.1", "::1")]);
        room.Clock.Advance(TimeSpan.FromSeconds(1));

        (await room.ResolveAsync("app.example")).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public async Task A_known_answer_comes_at_once()
    {
        using var server = new ScriptedNameserver(asked => asked.Addresses(60, "10.0.0.1", "::1"));
        using var room = new ResolverRoom(server.Address);
        await room.ResolveAsync("app.example");

        room.Resolver.ResolveAsync("app.example", TimeSpan.Zero, CancellationToken.None).AsTask().IsCompletedSuccessfully.ShouldBeTrue();
    }

    [Fact]
    public async Task Invalidate_asks_again_but_not_within_the_second()
    {
        using var server = new ScriptedNameserver(asked => asked.Addresses(60, "10.0.0.1", "::1"));
        using var room = new ResolverRoom(server.Address);
        await room.ResolveAsync("app.example");
        room.Resolver.Invalidate("app.example");
        (await room.ResolveAsync("app.example")).Origin.ShouldBe(ResolutionOrigin.Cache, "the answer is fresh: asking again would not help");

        room.Clock.Advance(TimeSpan.FromSeconds(1));
        room.Resolver.Invalidate("APP.example");
        server.OverUdp = asked => Task.FromResult<byte[][]>([asked.Addresses(60, "10.0.0.2")]);

        ResolverRoom.Texts(await room.ResolveAsync("app.example")).ShouldBe(["10.0.0.2"]);
    }

    [Fact]
    public async Task A_hundred_who_ask_at_once_cause_one_lookup()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var server = new ScriptedNameserver(async asked =>
        {
            await gate.Task;
            return [asked.Addresses(60, "10.0.0.1", "::1")];
        });
        using var room = new ResolverRoom(server.Address);
        await File.WriteAllTextAsync(room.HostsFile, "10.0.0.9 other\n");
        await room.ResolveAsync("other");

        var waiting = Enumerable.Range(0, 100).Select(_ => room.ResolveAsync("app.example")).ToArray();
        gate.SetResult();
        var resolutions = await Task.WhenAll(waiting);

        resolutions.ShouldAllBe(resolution => resolution.Addresses.Count == 2);
        server.Heard.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Who_has_less_time_gives_up_first_and_who_has_more_asks_again()
    {
        using var server = ScriptedNameserver.Silent();
        using var room = new ResolverRoom(server.Address);
        var owner = room.ResolveAsync("app.example", TimeSpan.FromSeconds(3));
        await room.Clock.TimersAsync(TimeSpan.FromSeconds(1), 2);
        var hasty = room.ResolveAsync("app.example", TimeSpan.FromMilliseconds(100));
        var patient = room.ResolveAsync("app.example", TimeSpan.FromSeconds(9));
        await room.Clock.TimersAsync(TimeSpan.FromMilliseconds(100), 1);
        await room.Clock.TimersAsync(TimeSpan.FromSeconds(9), 1);

        room.Clock.Advance(TimeSpan.FromMilliseconds(100));
        var failure = (await hasty).Failure.ShouldNotBeNull();
        failure.Kind.ShouldBe(ResolutionFailureKind.TimedOut);
        failure.Elapsed.ShouldBe(TimeSpan.FromMilliseconds(100));
        owner.IsCompleted.ShouldBeFalse();

        server.OverUdp = asked => Task.FromResult<byte[][]>([asked.Addresses(60, "10.0.0.1", "::1")]);
        room.Clock.Advance(TimeSpan.FromMilliseconds(2900));

        (await owner).Failure.ShouldNotBeNull().Kind.ShouldBe(ResolutionFailureKind.TimedOut);
        (await patient).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public async Task Too_many_lookups_at_once_are_refused_as_our_own_shortage()
    {
        using var server = ScriptedNameserver.Silent();
        using var room = new ResolverRoom(server.Address);
        await File.WriteAllTextAsync(room.HostsFile, "10.0.0.9 other\n");
        await room.ResolveAsync("other");
        var underWay = Enumerable.Range(0, 128).Select(i => room.ResolveAsync($"n{i}.example")).ToArray();

        var failure = await room.FailAsync("one.too.many");

        failure.Kind.ShouldBe(ResolutionFailureKind.OutOfResources);
        failure.Happening.ShouldBe(Happening.OutOfResources);
        failure.Detail.ShouldBe("128 lookups are under way already");
        room.Clock.Advance(ResolverRoom.Limit);
        (await Task.WhenAll(underWay)).ShouldAllBe(resolution => resolution.Failure!.Kind == ResolutionFailureKind.TimedOut);
    }

    [Fact]
    public void The_cache_is_bounded_and_drops_the_expired_first()
    {
        var clock = new ManualClock();
        var cache = new ResolutionCache(clock);
        cache.Store(Answer("lasting.example", 3600));
        for (var i = 1; i < ResolutionCache.MaxNames; i++)
        {
            cache.Store(Answer($"n{i}.example", 5));
        }

        clock.Advance(TimeSpan.FromSeconds(5));
        cache.Store(Answer("new.example", 5));
        cache.Count.ShouldBe(2);
        cache.Find("lasting.example").ShouldNotBeNull();

        for (var i = 0; i < 3 * ResolutionCache.MaxNames; i++)
        {
            cache.Store(Answer($"m{i}.example", 3600));
        }

        cache.Count.ShouldBeLessThanOrEqualTo(ResolutionCache.MaxNames);
        cache.Find($"m{(3 * ResolutionCache.MaxNames) - 1}.example").ShouldNotBeNull();

        static Resolution Answer(string host, int seconds) =>
            new() { Host = host, Origin = ResolutionOrigin.Network, Made = DateTimeOffset.UnixEpoch, Life = TimeSpan.FromSeconds(seconds) };
    }
}
