using System.Net;
using System.Net.Sockets;
using Goodgate.Lab.Scripts;

namespace Goodgate.Lab.Stages;

/// <summary>A listener whose accept queue is full: Linux drops further SYNs, as a firewall would (listen(2), tcp_abort_on_overflow = 0).</summary>
internal sealed class FullTcpQueueStage : Stage
{
    // With a backlog of 0 Linux queues one connection; other systems round up.
    private const int MaxFill = 64;

    // A loopback connect that succeeds does so within the call; 250 ms without an answer means that the SYN was dropped.
    private static readonly TimeSpan Dropped = TimeSpan.FromMilliseconds(250);

    public override string? Doubt
    {
        get
        {
            if (!OperatingSystem.IsLinux())
            {
                return "only Linux is known to drop SYNs when the accept queue is full; play it on Linux";
            }

            return Overflow() == "1" ? "net.ipv4.tcp_abort_on_overflow is 1, so Linux answers RST; set it to 0" : null;
        }
    }

    public override async Task<OpenStage> OpenAsync(StagePlan plan, CancellationToken cancel)
    {
        var listener = Listener.Tcp(plan.Options.Listen, plan.Port, plan.Name, backlog: 0);
        var port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        var host = ServerStage.Address(plan.Options.Listen);
        var held = new List<object>();
        while (held.Count < MaxFill && await FillAsync(new IPEndPoint(IPAddress.Parse(host), port), plan.Options.Time, cancel) is { } filler)
        {
            held.Add(filler);
        }

        held.Add(listener);
        return new OpenStage($"http://{host}:{port}", Doubt ?? "", held);
    }

    private static async Task<Socket?> FillAsync(IPEndPoint target, TimeProvider time, CancellationToken cancel)
    {
        var socket = new Socket(target.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        using var limit = new CancellationTokenSource(Dropped, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            await socket.ConnectAsync(target, both.Token);
            return socket;
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            socket.Dispose();
            cancel.ThrowIfCancellationRequested();
            return null;
        }
    }

    private static string? Overflow()
    {
        try
        {
            return File.ReadAllText("/proc/sys/net/ipv4/tcp_abort_on_overflow").Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
