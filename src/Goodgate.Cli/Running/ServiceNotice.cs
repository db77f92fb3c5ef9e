using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Cli.Running;

/// <summary>
/// Tells systemd how far the program is, as sd_notify(3) does: datagrams to the socket that NOTIFY_SOCKET names. Without one, or when nobody listens
/// there, nothing happens: a message must never keep the gateway from its work.
/// </summary>
internal sealed class ServiceNotice
{
    private const string Variable = "NOTIFY_SOCKET";

    // One line of "systemctl status".
    private const int LongestStatus = 200;

    private readonly UnixDomainSocketEndPoint? _manager;
    private readonly TimeProvider _time;

    private ServiceNotice(UnixDomainSocketEndPoint? manager, TimeProvider time)
    {
        _manager = manager;
        _time = time;
    }

    /// <summary>Finds the service manager.</summary>
    public static ServiceNotice Of(Session session) => new(EndPoint(session.Variable(Variable)), session.Time);

    /// <summary>The start, or a reload, is over.</summary>
    /// <param name="status">What to show in <c>systemctl status</c>.</param>
    public void Ready(string status) => Send($"READY=1\nSTATUS={Evidence.Printable(status, LongestStatus)}");

    /// <summary>A reload has begun. Type=notify-reload wants the time beside it, of CLOCK_MONOTONIC, in microseconds: that is the clock of .NET's timestamps on Linux.</summary>
    public void Reloading()
    {
        var microseconds = (long)((Int128)_time.GetTimestamp() * 1_000_000 / _time.TimestampFrequency);
        Send(string.Create(CultureInfo.InvariantCulture, $"RELOADING=1\nMONOTONIC_USEC={microseconds}"));
    }

    /// <summary>The program is about to end.</summary>
    public void Stopping() => Send("STOPPING=1\nSTATUS=stopping: requests under way are finished");

    // A path, or "@name" of the abstract namespace (unix(7)); anything else (vsock:) is not for a program on this machine.
    private static UnixDomainSocketEndPoint? EndPoint(string? address)
    {
        try
        {
            return address switch
            {
                ['/', ..] => new UnixDomainSocketEndPoint(address),
                ['@', .. var name] => new UnixDomainSocketEndPoint("\0" + name),
                _ => null,
            };
        }
        catch (Exception e) when (e is ArgumentException or PlatformNotSupportedException)
        {
            return null;
        }
    }

    private void Send(string message)
    {
        if (_manager is null)
        {
            return;
        }

        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
            socket.Blocking = false;
            socket.SendTo(Encoding.UTF8.GetBytes(message), _manager);
        }
        catch (SocketException)
        {
            // Nobody listens, or its buffer is full.
        }
    }
}
