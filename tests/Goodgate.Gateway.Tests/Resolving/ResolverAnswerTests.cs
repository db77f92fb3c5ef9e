using System.Net;
using Goodgate.Gateway.Resolving;
using Goodgate.Wire.Dns;

namespace Goodgate.Gateway.Tests.Resolving;

public sealed class ResolverAnswerTests
{
    [Theory]
    [InlineData("10.0.0.7", "10.0.0.7")]
    [InlineData("2001:db8::7", "2001:db8::7")]
    [InlineData("[2001:db8::7]", "2001:db8::7")]
    public async Task An_address_means_itself_at_once(string host, string address)
    {
        using var room = new ResolverRoom("127.0.0.1:1");

        var pending = room.Resolver.ResolveAsync(host, TimeSpan.Zero, CancellationToken.None).AsTask();

        pending.IsCompletedSuccessfully.ShouldBeTrue();
        var resolution = await pending;
        resolution.Addresses.ShouldBe([IPAddress.Parse(address)]);
        resolution.Origin.ShouldBe(ResolutionOrigin.Literal);
        resolution.Expires.ShouldBe(DateTimeOffset.MaxValue);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("LocalHost.")]
    [InlineData("app.localhost")]
    public async Task Localhost_is_both_loopback_addresses_and_asks_nobody(string host)
    {
        using var server = new ScriptedNameserver(asked => asked.Addresses(60, "10.6.6.6"));
        using var room = new ResolverRoom(server.Address);
        await File.WriteAllTextAsync(room.HostsFile, "10.6.6.6 localhost\n");

        var resolution = await room.ResolveAsync(host);

        resolution.Addresses.ShouldBe([IPAddress.Loopback, IPAddress.IPv6Loopback]);
        resolution.Origin.ShouldBe(ResolutionOrigin.Loopback);
        server.Heard.ShouldBeEmpty();
    }

    [Fact]
    public async Task Both_families_are_asked_and_come_by_turns_ipv6_first()
    {
        using var server = new ScriptedNameserver(asked => asked.Addresses(60, "10.0.0.1", "10.0.0.2", "10.0.0.3", "2001:db8::1"));
        using var room = new ResolverRoom(server.Address);

        var resolution = await room.ResolveAsync("app.example");

        ResolverRoom.Texts(resolution).ShouldBe(["2001:db8::1", "10.0.0.1", "10.0.0.2", "10.0.0.3"]);
        resolution.Succeeded.ShouldBeTrue();
        resolution.Origin.ShouldBe(ResolutionOrigin.Network);
        resolution.Expires.ShouldBe(room.Clock.GetUtcNow() + TimeSpan.FromSeconds(60));
        server.Questions.ShouldBe(["app.example A", "app.example Aaaa"], ignoreOrder: true);
        server.Heard.ShouldAllBe(asked => asked.HasEdns);
    }

    [Fact]
    public async Task One_family_without_data_leaves_the_other()
    {
        using var server = new ScriptedNameserver(asked =>
            asked.Type == DnsRecordType.A ? asked.Addresses(300, "10.0.0.1") : asked.Code(0, Asked.Zone(5, 5)));
        using var room = new ResolverRoom(server.Address);

        var resolution = await room.ResolveAsync("app.example");

        ResolverRoom.Texts(resolution).ShouldBe(["10.0.0.1"]);
        resolution.Life.ShouldBe(TimeSpan.FromSeconds(300));
    }

    [Fact]
    public async Task A_name_error_for_one_family_does_not_hide_the_other()
    {
        // RFC 4074 §4.2: some servers say so of AAAA though the name exists.
        using var server = new ScriptedNameserver(asked => asked.Type == DnsRecordType.A ? asked.Addresses(300, "10.0.0.1") : asked.Code(3));
        using var room = new ResolverRoom(server.Address);

        ResolverRoom.Texts(await room.ResolveAsync("app.example")).ShouldBe(["10.0.0.1"]);
    }

    [Fact]
    public async Task Aliases_are_followed_and_the_shortest_life_counts()
    {
        using var server = new ScriptedNameserver(asked => asked.Type == DnsRecordType.Aaaa
            ? asked.Records(Asked.Alias("app.example", 40, "web.example"))
            : asked.Records(
                Asked.Alias("app.example", 40, "web.example"), Asked.Alias("web.example", 20, "w1.example"), Asked.Address("w1.example", 90, "10.0.0.1")));
        using var room = new ResolverRoom(server.Address);

        var resolution = await room.ResolveAsync("app.example");

        ResolverRoom.Texts(resolution).ShouldBe(["10.0.0.1"]);
        resolution.CanonicalName.ShouldBe("w1.example");
        resolution.Life.ShouldBe(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task One_silent_family_is_waited_for_50_ms_and_asked_again_soon()
    {
        using var server = new ScriptedNameserver(asked => asked.Type == DnsRecordType.A ? asked.Addresses(300, "10.0.0.1") : null);
        using var room = new ResolverRoom(server.Address);

        var pending = room.ResolveAsync("app.example");
        await room.Clock.TimersAsync(TimeSpan.FromMilliseconds(50), 1);
        pending.IsCompleted.ShouldBeFalse();
        room.Clock.Advance(TimeSpan.FromMilliseconds(50));
        var resolution = await pending;

        ResolverRoom.Texts(resolution).ShouldBe(["10.0.0.1"]);
        resolution.Life.ShouldBe(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task The_hosts_file_comes_before_dns_and_is_read_again_when_it_changes()
    {
        using var server = new ScriptedNameserver(asked => asked.Addresses(60, "10.9.9.9"));
        using var room = new ResolverRoom(server.Address);
        await File.WriteAllTextAsync(room.HostsFile, "10.0.0.1 app\n::7 app\n");
        var first = await room.ResolveAsync("App");
        ResolverRoom.Texts(first).ShouldBe(["::7", "10.0.0.1"]);
        first.Origin.ShouldBe(ResolutionOrigin.HostsFile);

        await File.WriteAllTextAsync(room.HostsFile, "10.0.0.22 app\n");
        room.Clock.Advance(TimeSpan.FromMilliseconds(999));
        ResolverRoom.Texts(await room.ResolveAsync("app")).ShouldBe(["::7", "10.0.0.1"]);
        room.Clock.Advance(TimeSpan.FromMilliseconds(1));
        ResolverRoom.Texts(await room.ResolveAsync("app")).ShouldBe(["10.0.0.22"]);
        server.Heard.ShouldBeEmpty();

        File.Delete(room.HostsFile);
        room.Clock.Advance(TimeSpan.FromSeconds(1));
        ResolverRoom.Texts(await room.ResolveAsync("app")).ShouldBe(["10.0.0.22"], "a file that vanishes does not replace a good one");

        await File.WriteAllTextAsync(room.HostsFile, "# nobody\n");
        room.Clock.Advance(TimeSpan.FromSeconds(1));
        ResolverRoom.Texts(await room.ResolveAsync("app")).ShouldBe(["10.9.9.9"]);
    }
}
