using System.Net.Sockets;
using Goodgate.Gateway.Sockets;

namespace Goodgate.Gateway.Tests.Sockets;

/// <summary>Sockets that somebody closes while they are about to begin.</summary>
public sealed class ClosedSocketTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public void A_socket_that_is_closed_already_takes_no_place_in_the_loop()
    {
        var loop = EventLoop.Next;
        var before = loop.Count;
        for (var i = 0; i < 1000; i++)
        {
            var closed = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            closed.Dispose();
            Should.Throw<ObjectDisposedException>(() => PolledSocket.Of(closed, loop));
        }

        // Other tests use the loop too, with a few sockets each.
        loop.Count.ShouldBeLessThan(before + 500);
    }

    [Fact]
    public async Task A_connect_that_was_given_up_before_it_began_to_wait_does_not_wait()
    {
        using var ours = PolledSocket.Of(new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp));
        var side = new SendSide(ours);
        side.Close();
        side.BeginQuiet();
        (await side.SendAsync(default, default).AsTask().WaitAsync(Limit)).Error.ShouldBe(SocketError.OperationAborted);
    }
}
