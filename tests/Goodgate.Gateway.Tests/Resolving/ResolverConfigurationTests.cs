using System.Net;
using Goodgate.Gateway.Resolving;

namespace Goodgate.Gateway.Tests.Resolving;

public sealed class ResolverConfigurationTests
{
    [Fact]
    public async Task A_short_name_is_tried_with_the_search_list_first()
    {
        using var server = new ScriptedNameserver(asked => asked.Name == "app.two.example" ? asked.Addresses(60, "10.0.0.2", "::2") : asked.Code(3));
        using var room = new ResolverRoom(server.Address);
        await File.WriteAllTextAsync(room.ResolvConf, "search one.example two.example three.example\n");

        ResolverRoom.Texts(await room.ResolveAsync("app")).ShouldBe(["::2", "10.0.0.2"]);
        server.Heard.Select(asked => asked.Name).Distinct().ShouldBe(["app.one.example", "app.two.example"]);
    }

    [Theory]
    [InlineData("a.b", 1, "a.b a.b.one.example")]
    [InlineData("a.b", 2, "a.b.one.example a.b")]
    [InlineData("a.b.", 2, "a.b")]
    [InlineData("a", 0, "a a.one.example")]
    public async Task Dots_decide_what_is_asked_first_and_a_dot_at_the_end_says_it_is_all(string host, int ndots, string asked)
    {
        using var server = new ScriptedNameserver(query => query.Code(3));
        using var room = new ResolverRoom(server.Address);
        await File.WriteAllTextAsync(room.ResolvConf, $"search one.example\noptions ndots:{ndots}\n");

        var failure = await room.FailAsync(host);

        failure.Kind.ShouldBe(ResolutionFailureKind.NameNotFound);
        string.Join(' ', server.Heard.Select(query => query.Name).Distinct()).ShouldBe(asked);
        failure.Detail.Contains("; also asked for ", StringComparison.Ordinal).ShouldBe(asked.Contains(' ', StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_failing_search_domain_is_not_taken_for_a_name_that_does_not_exist()
    {
        using var server = new ScriptedNameserver(asked => asked.Name == "app.one.example" ? asked.Code(2) : asked.Code(3));
        using var room = new ResolverRoom(server.Address);
        await File.WriteAllTextAsync(room.ResolvConf, "search one.example\n");

        var failure = await room.FailAsync("app");

        failure.Kind.ShouldBe(ResolutionFailureKind.ServerFailed);
        failure.Detail.ShouldBe($"{server.Address} answered SERVFAIL for app.one.example; also asked for app");
    }

    [Fact]
    public async Task The_servers_of_resolv_conf_are_asked_and_a_change_is_seen()
    {
        using var server = new ScriptedNameserver(asked =>
            asked.Addresses(3600, asked.Name.EndsWith("new.example", StringComparison.Ordinal) ? "10.0.0.2" : "10.0.0.1"));
        using var room = new ResolverRoom(server.Port, []);
        await File.WriteAllTextAsync(room.ResolvConf, "nameserver 127.0.0.1\nsearch old.example\n");
        ResolverRoom.Texts(await room.ResolveAsync("app")).ShouldBe(["10.0.0.1"]);

        await File.WriteAllTextAsync(room.ResolvConf, "nameserver 127.0.0.1\nsearch brand.new.example\n");
        ResolverRoom.Texts(await room.ResolveAsync("app")).ShouldBe(["10.0.0.1"]);
        room.Clock.Advance(TimeSpan.FromSeconds(1));

        ResolverRoom.Texts(await room.ResolveAsync("app")).ShouldBe(["10.0.0.2"], "answers remembered under the old search list do not count");
    }

    [Theory]
    [InlineData(null, "does not exist")]
    [InlineData("search one.example\n", "names no usable nameserver")]
    [InlineData("nameserver fe80::1%nosuchif0\n", "names no usable nameserver")]
    public async Task Without_a_nameserver_this_machine_is_asked_and_the_failure_says_why(string? conf, string why)
    {
        var port = ScriptedNameserver.DeadPort();
        using var room = new ResolverRoom(port, []);
        if (conf is not null)
        {
            await File.WriteAllTextAsync(room.ResolvConf, conf);
        }

        var failure = await room.FailAsync("app.example");

        failure.Kind.ShouldBe(ResolutionFailureKind.NoResolver);
        failure.Detail.ShouldBe($"{room.ResolvConf} {why}, and nothing listens on 127.0.0.1:{port}");
    }

    [Fact]
    public async Task Without_a_nameserver_the_one_on_this_machine_serves()
    {
        using var server = new ScriptedNameserver(asked => asked.Addresses(60, "10.0.0.1"));
        using var room = new ResolverRoom(server.Port, []);

        ResolverRoom.Texts(await room.ResolveAsync("app.example")).ShouldBe(["10.0.0.1"]);
    }

    [Theory]
    [InlineData("dns.example")]
    [InlineData("10.0.0.1:0")]
    [InlineData("10.0.0.1:65536")]
    [InlineData("10.0.0.1:")]
    [InlineData("[::1")]
    [InlineData("[::1]53")]
    [InlineData("")]
    public async Task Settings_without_an_address_name_no_resolver(string setting)
    {
        using var room = new ResolverRoom(setting);

        var failure = await room.FailAsync("app.example");

        failure.Kind.ShouldBe(ResolutionFailureKind.NoResolver);
        failure.Detail.ShouldBe($"none of dns.resolvers is ADDRESS or ADDRESS:PORT: {setting}");
    }

    [Fact]
    public async Task A_setting_may_be_an_ipv6_address_with_a_port()
    {
        var port = ScriptedNameserver.DeadPort();
        using var room = new ResolverRoom($"[::1]:{port}");

        (await room.FailAsync("app.example")).Resolver.ShouldBe(new IPEndPoint(IPAddress.IPv6Loopback, port));
    }

    [Fact]
    public async Task A_dead_first_server_costs_nothing_and_a_silent_one_costs_its_share_once()
    {
        using var silent = ScriptedNameserver.Silent();
        using var good = new ScriptedNameserver(asked => asked.Addresses(60, "10.0.0.1", "::1"));
        using var dead = new ResolverRoom($"127.0.0.1:{ScriptedNameserver.DeadPort()}", good.Address);
        (await dead.ResolveAsync("app.example")).Succeeded.ShouldBeTrue();

        using var room = new ResolverRoom(silent.Address, good.Address);
        var pending = room.ResolveAsync("app.example");
        await room.Clock.TimersAsync(ResolverRoom.Limit / 4, 2);
        room.Clock.Advance(ResolverRoom.Limit / 4);
        (await pending).Succeeded.ShouldBeTrue();

        // For half a minute the server that answered goes first; then the order of the file holds again.
        (await room.ResolveAsync("two.example")).Succeeded.ShouldBeTrue();
        room.Clock.Advance(TimeSpan.FromSeconds(30));
        var later = room.ResolveAsync("three.example");
        await room.Clock.TimersAsync(ResolverRoom.Limit / 4, 2);
        room.Clock.Advance(ResolverRoom.Limit / 4);
        (await later).Succeeded.ShouldBeTrue();
        await silent.HeardAsync(4);
        silent.Heard.Select(asked => asked.Name).ShouldBe(["app.example", "app.example", "three.example", "three.example"]);
    }

    [Fact]
    public async Task A_late_answer_of_the_first_server_still_counts()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var slow = new ScriptedNameserver(async asked =>
        {
            await gate.Task;
            return [asked.Addresses(60, "10.0.0.1", "::1")];
        });
        using var silent = ScriptedNameserver.Silent();
        using var room = new ResolverRoom(slow.Address, silent.Address);

        var pending = room.ResolveAsync("app.example");
        await room.Clock.TimersAsync(ResolverRoom.Limit / 4, 2);
        room.Clock.Advance(ResolverRoom.Limit / 4);
        await room.Clock.TimersAsync(ResolverRoom.Limit / 4, 2);
        gate.SetResult();

        ResolverRoom.Texts(await pending).ShouldBe(["::1", "10.0.0.1"]);
    }

    [Fact]
    public async Task Rotate_begins_with_another_server_each_time()
    {
        using var one = new ScriptedNameserver(asked => asked.Addresses(60, "10.0.0.1", "::1"));
        using var two = new ScriptedNameserver(asked => asked.Addresses(60, "10.0.0.2", "::2"));
        using var room = new ResolverRoom(one.Address, two.Address);
        await File.WriteAllTextAsync(room.ResolvConf, "options rotate\n");
        for (var i = 0; i < 6; i++)
        {
            await room.ResolveAsync($"n{i}.example");
        }

        one.Heard.Count.ShouldBe(6);
        two.Heard.Count.ShouldBe(6);
    }
}
