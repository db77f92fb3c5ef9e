using Goodgate.Gateway.Resolving;
using Goodgate.Gateway.Settings;
using Goodgate.Verdicts.Observations;
using Goodgate.Wire.Dns;

namespace Goodgate.Gateway.Tests.Resolving;

public sealed class ResolverFailureTests
{
    [Fact]
    public async Task A_name_that_does_not_exist_is_told_with_the_server_that_said_so()
    {
        using var server = new ScriptedNameserver(asked => asked.Code(3, Asked.Zone(60, 60)));
        using var room = new ResolverRoom(server.Address);

        var failure = await room.FailAsync("gone.example");

        failure.Kind.ShouldBe(ResolutionFailureKind.NameNotFound);
        failure.Rcode.ShouldBe(3);
        failure.Resolver.ShouldBe(server.EndPoint);
        failure.Tries.ShouldBe(2);
        failure.Detail.ShouldBe($"{server.Address} says that gone.example does not exist (NXDOMAIN)");
    }

    [Fact]
    public async Task A_name_without_any_address_is_told_from_one_that_does_not_exist()
    {
        using var server = new ScriptedNameserver(asked => asked.Records(Asked.Alias("mail.example", 60, "mx.example")));
        using var room = new ResolverRoom(server.Address);

        var failure = await room.FailAsync("mail.example");

        failure.Kind.ShouldBe(ResolutionFailureKind.NameNotFound);
        failure.Rcode.ShouldBe(0);
        failure.Detail.ShouldBe($"{server.Address} says that mail.example is an alias of mx.example, which has no IPv4 or IPv6 address (NODATA)");
    }

    [Fact]
    public async Task A_servers_own_reason_is_kept()
    {
        using var server = new ScriptedNameserver(asked => asked.Code(2, 6, "signature expired"));
        using var room = new ResolverRoom(server.Address);

        var failure = await room.FailAsync("signed.example");

        failure.Kind.ShouldBe(ResolutionFailureKind.ServerFailed);
        failure.Rcode.ShouldBe(2);
        failure.ExtendedErrors.ShouldBe([new ExtendedDnsError(6, "signature expired")]);
        failure.Detail.ShouldBe($"{server.Address} answered SERVFAIL for signed.example (EDE 6 DNSSEC Bogus: signature expired)");
        failure.Tries.ShouldBe(2, "a server that spoke is not asked again");
    }

    [Fact]
    public async Task Every_server_has_its_say()
    {
        using var refusing = new ScriptedNameserver(asked => asked.Code(5));
        using var failing = new ScriptedNameserver(asked => asked.Code(2));
        using var lame = new ScriptedNameserver(asked => asked.Referral());
        var dead = $"127.0.0.1:{ScriptedNameserver.DeadPort()}";
        using var room = new ResolverRoom(dead, refusing.Address, failing.Address, lame.Address);

        var failure = await room.FailAsync("app.example");

        failure.Kind.ShouldBe(ResolutionFailureKind.ServerFailed);
        failure.Resolver.ShouldBe(refusing.EndPoint);
        failure.Rcode.ShouldBe(5);
        failure.Detail.ShouldBe($"nothing listens on {dead}; {refusing.Address} answered REFUSED for app.example; "
            + $"{failing.Address} answered SERVFAIL for app.example; "
            + $"{lame.Address} answered with a referral for app.example: it does not resolve names for its clients");
        failure.Answers.Count.ShouldBe(8);
    }

    [Fact]
    public async Task Nothing_listening_fails_at_once()
    {
        var port = ScriptedNameserver.DeadPort();
        using var room = new ResolverRoom($"127.0.0.1:{port}");

        var failure = await room.FailAsync("app.example");

        failure.Kind.ShouldBe(ResolutionFailureKind.ServerFailed);
        failure.Detail.ShouldBe($"nothing listens on 127.0.0.1:{port}");
        failure.Errno.ShouldBe(111);
        failure.Rcode.ShouldBeNull();
        failure.Elapsed.ShouldBe(TimeSpan.Zero, "the clock stands still");
    }

    [Fact]
    public async Task Silence_is_a_timeout_with_server_tries_and_time()
    {
        using var server = ScriptedNameserver.Silent();
        using var room = new ResolverRoom(server.Address);

        var third = TimeSpan.FromSeconds(1);
        var pending = room.ResolveAsync("app.example", 3 * third);
        for (var tries = 1; tries < 3; tries++)
        {
            await room.Clock.TimersAsync(third, 2);
            room.Clock.Advance(third);
        }

        // The last tries have been sent; the deadline's timer alone is left.
        await server.HeardAsync(6);
        room.Clock.Advance(third);
        var failure = (await pending).Failure.ShouldNotBeNull();

        failure.Kind.ShouldBe(ResolutionFailureKind.TimedOut);
        failure.Tries.ShouldBe(6);
        failure.Resolver.ShouldBe(server.EndPoint);
        failure.Detail.ShouldBe($"{server.Address} did not answer for 3000 ms");
        failure.Elapsed.ShouldBe(3 * third);
    }

    [Fact]
    public async Task The_limit_holds_by_the_real_clock_too()
    {
        using var server = ScriptedNameserver.Silent();
        using var room = new ResolverRoom();
        var settings = new DnsSettings { Resolvers = [server.Address], HostsFile = room.HostsFile, ResolvConf = room.ResolvConf };
        var limit = TimeSpan.FromMilliseconds(200);

        var resolution = await new Resolver(settings, TimeProvider.System).ResolveAsync("app.example", limit, CancellationToken.None);

        var failure = resolution.Failure.ShouldNotBeNull();
        failure.Kind.ShouldBe(ResolutionFailureKind.TimedOut);
        failure.Elapsed.ShouldBeGreaterThan(limit / 2);
        resolution.Life.ShouldBe(TimeSpan.Zero, "a timeout is not remembered");
    }

    [Fact]
    public async Task A_malformed_answer_names_the_rule()
    {
        using var server = new ScriptedNameserver(asked => asked.Records([0xC0]));
        using var room = new ResolverRoom(server.Address);

        var failure = await room.FailAsync("app.example");

        failure.Kind.ShouldBe(ResolutionFailureKind.ServerFailed);
        failure.Detail.ShouldBe($"{server.Address} sent an answer that breaks RFC 1035 §4.1 (truncated at byte 30)");
    }

    [Fact]
    public async Task Aliases_in_a_ring_are_the_servers_failure()
    {
        using var server = new ScriptedNameserver(asked => asked.Records(Asked.Alias("a.example", 60, "b.example"), Asked.Alias("b.example", 60, "a.example")));
        using var room = new ResolverRoom(server.Address);

        (await room.FailAsync("a.example")).Detail.ShouldContain("RFC 1034 §3.6.2 (alias-loop");
    }

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("a..b", "there is nothing between two dots")]
    [InlineData("bücher.example", "xn-- form")]
    [InlineData("app server", "only ASCII letters")]
    public async Task What_cannot_be_a_name_is_not_asked_for(string host, string why)
    {
        using var server = new ScriptedNameserver(asked => asked.Addresses(60, "10.0.0.1"));
        using var room = new ResolverRoom(server.Address);

        var failure = await room.FailAsync(host);

        failure.Kind.ShouldBe(ResolutionFailureKind.NameNotFound);
        failure.Detail.ShouldContain(why);
        failure.Tries.ShouldBe(0);
        server.Heard.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_hostile_text_cannot_make_the_detail_long()
    {
        using var server = new ScriptedNameserver(asked => asked.Code(2, 0, new string('x', 600)));
        using var other = new ScriptedNameserver(asked => asked.Code(2, 0, new string('y', 600)));
        using var third = new ScriptedNameserver(asked => asked.Code(2, 0, new string('z', 600)));
        using var room = new ResolverRoom(server.Address, other.Address, third.Address);

        (await room.FailAsync("app.example")).Detail.Length.ShouldBe(ResolutionFailure.MaxDetail);
    }

    [Fact]
    public async Task An_observation_gets_all_it_needs()
    {
        using var server = new ScriptedNameserver(asked => asked.Code(5, 18, "not for you"));
        using var room = new ResolverRoom(server.Address);
        var known = new Observation { Source = Source.Gateway, Upstream = "app", Facts = [new Fact("before", "1")] };

        var observation = (await room.FailAsync("app.example")).AddTo(known);

        observation.Phase.ShouldBe(Phase.Resolve);
        observation.Happening.ShouldBe(Happening.NameServerFailed);
        observation.Rcode.ShouldBe(5);
        observation.Resolver.ShouldBe(server.Address);
        observation.Upstream.ShouldBe("app");
        observation.Detail.ShouldBe($"{server.Address} answered REFUSED for app.example (EDE 18 Prohibited: not for you)");
        observation.Facts.Take(3).ShouldBe([new Fact("before", "1"), new Fact("dns-tries", "2"), new Fact("dns-info-code", "18")]);
        observation.Facts.Count(fact => fact.Name == "dns-answer").ShouldBe(2);
    }

    [Fact]
    public async Task The_callers_token_ends_the_wait_but_not_the_lookup()
    {
        var gate = new TaskCompletionSource();
        using var server = new ScriptedNameserver(async asked =>
        {
            await gate.Task;
            return [asked.Addresses(60, "10.0.0.1")];
        });
        using var room = new ResolverRoom(server.Address);
        using var cancel = new CancellationTokenSource();
        var mine = room.Resolver.ResolveAsync("app.example", ResolverRoom.Limit, cancel.Token).AsTask();
        var others = room.ResolveAsync("app.example");
        await server.HeardAsync(2);

        await cancel.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(mine);
        gate.SetResult();

        ResolverRoom.Texts(await others).ShouldBe(["10.0.0.1"]);
        server.Heard.Count.ShouldBe(2);
    }
}
