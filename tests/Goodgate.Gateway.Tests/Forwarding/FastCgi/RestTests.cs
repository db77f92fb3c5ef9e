using System.Runtime.InteropServices;
using Goodgate.Gateway.Forwarding.FastCgi;
using Goodgate.Gateway.Settings;
using Goodgate.Gateway.Tests.Workers;
using Goodgate.Gateway.Upstreams;

namespace Goodgate.Gateway.Tests.Forwarding.FastCgi;

/// <summary>What a connection to PHP-FPM writes with is given back when the exchange is over, and no moment earlier: it may still be on its way.</summary>
public sealed class RestTests : IDisposable
{
    private const int Large = 200_000;
    private const int LargestKept = 8 * 1024;

    private readonly ManualClock _clock = new();
    private readonly Watch _watch;
    private readonly UpstreamConnection _connection;

    public RestTests()
    {
        var settings = new UpstreamSettings { Name = "php", Servers = ["fastcgi://127.0.0.1:9000"] };
        _watch = new Watch(_clock);
        _connection = new UpstreamConnection(new Server(ServerAddress.Parse(settings.Servers[0], out _)!, settings, _clock), new ScriptedTransport(), _watch);
    }

    private FastCgiProtocol Protocol => (FastCgiProtocol)_connection.Protocol;

    public void Dispose()
    {
        _connection.Dispose();
        _watch.Dispose();
    }

    [Fact]
    public void A_connection_at_rest_holds_nothing_of_a_large_request()
    {
        Protocol.Frame(null!, new byte[Large]);
        _connection.Rest(_clock.GetTimestamp());
        Room(Protocol.EndOfBody(null!)).Length.ShouldBeLessThanOrEqualTo(LargestKept);
    }

    [Fact]
    public void To_ask_whether_the_answer_is_whole_gives_nothing_back()
    {
        var piece = Protocol.Frame(null!, new byte[Large]);
        Protocol.NothingLeft(_connection).ShouldBeTrue();
        Protocol.BeginResponse(_connection);
        Room(Protocol.EndOfBody(null!)).ShouldBeSameAs(Room(piece), "it may be sent just now");
    }

    private static byte[] Room(ReadOnlyMemory<byte> written) => MemoryMarshal.TryGetArray(written, out var room) ? room.Array! : [];
}
