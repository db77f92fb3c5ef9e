using System.Net;
using System.Net.Sockets;
using Goodgate.Gateway.Resolving;

namespace Goodgate.Gateway.Tests.Resolving;

public sealed class ResolverTransportTests
{
    [Fact]
    public async Task A_truncated_answer_is_asked_for_again_over_tcp()
    {
        using var server = new ScriptedNameserver(asked => asked.Truncated())
        {
            OverTcp = asked => ScriptedNameserver.Framed(asked.Addresses(60, [.. Enumerable.Range(0, 60).Select(i => $"10.0.1.{i}"), "::7"])),
        };
        using var room = new ResolverRoom(server.Address);

        var resolution = await room.ResolveAsync("many.example");

        resolution.Addresses.Count.ShouldBe(61);
        server.HeardOverTcp.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_server_that_refuses_tcp_is_told_so()
    {
        using var server = new ScriptedNameserver(asked => asked.Truncated());
        server.CloseTcp();
        using var room = new ResolverRoom(server.Address);

        var failure = await room.FailAsync("many.example");

        failure.Kind.ShouldBe(ResolutionFailureKind.ServerFailed);
        failure.Detail.ShouldBe($"nothing listens on {server.Address} over TCP (its UDP answer was truncated)");
    }

    /// <summary>Ways a TCP answer can break: bytes sent for a good answer, and what is said of it.</summary>
    public static TheoryData<string, Func<byte[], byte[]>, string> BrokenTcp() => new()
    {
        { "closed at once", _ => [], "(truncated at byte 0)" },
        { "half a length", _ => [0], "(truncated at byte 0)" },
        { "closed after ten bytes", good => ScriptedNameserver.Framed(good)[..12], "(truncated at byte 10)" },
        { "a length one too high", good => [0, (byte)(good.Length + 1), .. good], "(truncated at byte" },
        { "another id", good => ScriptedNameserver.Framed([(byte)(good[0] ^ 1), .. good[1..]]), "(wrong-id at byte 0)" },
        { "TC over TCP too", good => ScriptedNameserver.Framed([good[0], good[1], (byte)(good[2] | 2), .. good[3..]]), "(truncated at byte" },
    };

    [Theory]
    [MemberData(nameof(BrokenTcp))]
    public async Task A_broken_tcp_answer_is_the_servers_failure(string what, Func<byte[], byte[]> breakIt, string said)
    {
        using var server = new ScriptedNameserver(asked => asked.Truncated()) { OverTcp = asked => breakIt(asked.Addresses(60, "10.0.0.1", "::1")) };
        using var room = new ResolverRoom(server.Address);

        var failure = await room.FailAsync("many.example");

        failure.Kind.ShouldBe(ResolutionFailureKind.ServerFailed, what);
        failure.Detail.ShouldContain(said);
    }

    [Fact]
    public async Task A_server_without_edns_is_asked_again_without()
    {
        using var server = new ScriptedNameserver(asked => asked.HasEdns ? asked.Code(1) : asked.Addresses(60, "10.0.0.1"));
        using var room = new ResolverRoom(server.Address);

        ResolverRoom.Texts(await room.ResolveAsync("app.example")).ShouldBe(["10.0.0.1"]);
        server.Heard.Count(asked => asked.HasEdns).ShouldBe(2);
        server.Heard.Count(asked => !asked.HasEdns).ShouldBe(2);
    }

    [Fact]
    public async Task A_format_error_without_edns_too_is_final()
    {
        using var server = new ScriptedNameserver(asked => asked.Code(1));
        using var room = new ResolverRoom(server.Address);

        (await room.FailAsync("app.example")).Rcode.ShouldBe(1);
    }

    [Fact]
    public async Task Answers_with_another_id_or_question_are_passed_over()
    {
        using var server = new ScriptedNameserver(asked =>
        {
            var forged = asked.Addresses(60, "10.6.6.6", "::6666");
            byte[] wrongId = [(byte)(forged[0] ^ 0xFF), .. forged[1..]];
            byte[] wrongName = [.. forged[..13], (byte)(forged[13] ^ 1), .. forged[14..]];
            byte[] query = [forged[0], forged[1], 0x01, 0x00, .. forged[4..]];
            return Task.FromResult<byte[][]>([wrongId, wrongName, query, [], [1, 2, 3], asked.Addresses(60, "10.0.0.1", "::1")]);
        });
        using var room = new ResolverRoom(server.Address);

        ResolverRoom.Texts(await room.ResolveAsync("app.example")).ShouldBe(["::1", "10.0.0.1"]);
    }

    [Fact]
    public async Task An_answer_from_another_port_is_not_heard()
    {
        using var stranger = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        stranger.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        using var server = new ScriptedNameserver(async asked =>
        {
            await stranger.SendToAsync(asked.Addresses(60, "10.6.6.6", "::6666"), asked.From);
            return [asked.Addresses(60, "10.0.0.1", "::1")];
        });
        using var room = new ResolverRoom(server.Address);

        ResolverRoom.Texts(await room.ResolveAsync("app.example")).ShouldBe(["::1", "10.0.0.1"]);
    }

    [Fact]
    public async Task A_server_that_sends_only_wrong_messages_is_given_up()
    {
        using var server = new ScriptedNameserver(asked =>
        {
            var forged = asked.Addresses(60, "10.6.6.6", "::6666");
            forged[0] ^= 0xFF;
            return Task.FromResult(Enumerable.Repeat(forged, 64).ToArray());
        });
        using var room = new ResolverRoom(server.Address);

        var failure = await room.FailAsync("app.example");

        failure.Kind.ShouldBe(ResolutionFailureKind.ServerFailed);
        failure.Detail.ShouldContain("wrong-id");
    }

    [Fact]
    public async Task Each_question_has_its_own_port_and_id()
    {
        using var server = new ScriptedNameserver(asked => asked.Addresses(60, "10.0.0.1", "::1"));
        using var room = new ResolverRoom(server.Address);
        for (var i = 0; i < 20; i++)
        {
            await room.ResolveAsync($"n{i}.example");
        }

        server.Heard.Select(asked => ((IPEndPoint)asked.From).Port).Distinct().Count().ShouldBeGreaterThan(30);
        server.Heard.Select(asked => BitConverter.ToUInt16(asked.Code(0))).Distinct().Count().ShouldBeGreaterThan(35);
    }
}
