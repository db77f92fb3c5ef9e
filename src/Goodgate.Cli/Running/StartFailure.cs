using System.Net;
using System.Net.Sockets;
using Goodgate.Cli.Settings.Values;
using Goodgate.Gateway.Certificates;
using Goodgate.Gateway.Data;
using Goodgate.Gateway.Settings;
using Microsoft.AspNetCore.Connections;

namespace Goodgate.Cli.Running;

/// <summary>Why the gateway could not start, in words that say what to do.</summary>
/// <param name="ExitCode">1 when this machine is in the way, 2 when the input is wrong.</param>
/// <param name="Message">What, where, and the next step.</param>
internal sealed record StartFailure(int ExitCode, string Message)
{
    private const string Unix = "unix:";

    /// <summary>The failure behind an exception; null when it is none of the known ones.</summary>
    public static StartFailure? Of(Exception e, GatewaySettings settings) => e switch
    {
        DataFolderException => new StartFailure(ExitCodes.Problem, e.Message),
        CertificateException => new StartFailure(ExitCodes.Usage, e.Message),
        ArgumentException { InnerException: IOException or UnauthorizedAccessException } when settings.AccessLog is { } log && e.Message.StartsWith("access_log.", StringComparison.Ordinal) =>
            new StartFailure(ExitCodes.Problem, $"the access log {log.Path} cannot be opened: {AboutLog(log.Path, e.InnerException)}"),
        ArgumentException => new StartFailure(ExitCodes.Usage, Words(e)),
        SocketException or AddressInUseException or IOException or UnauthorizedAccessException => Blocked(e, settings),
        _ => null,
    };

    /// <summary>What an exception says, without the name of the parameter that .NET adds.</summary>
    public static string Words(Exception e) => e is ArgumentException ? e.Message.Split(" (Parameter '")[0] : e.Message;

    // The server's own message does not always name the address, so each is tried again.
    private static StartFailure Blocked(Exception e, GatewaySettings settings)
    {
        foreach (var address in settings.Listen.Select(one => one.Url).Append(settings.Admin.Listen))
        {
            if (Endpoint(address) is { } endpoint && Trouble(endpoint) is { } error)
            {
                return new StartFailure(ExitCodes.Problem, Words(address, endpoint.Port, error));
            }
        }

        return settings.Listen.Select(one => one.Url).FirstOrDefault(url => url.StartsWith(Unix, StringComparison.Ordinal)) is { } socket
            ? new StartFailure(ExitCodes.Problem, $"cannot listen on {socket}: {AboutSocket(socket[Unix.Length..], e)}")
            : new StartFailure(ExitCodes.Problem, $"cannot start: {(e.InnerException ?? e).Message}");
    }

    private static string AboutLog(string path, Exception e) =>
        !Directory.Exists(Path.GetDirectoryName(path)) ? "its directory does not exist. Create it, and let this user write there."
        : Directory.Exists(path) ? "it is a directory. Name a file in it."
        : e is UnauthorizedAccessException ? "this user may not write it. Change its owner or mode, or name another file."
        : $"{e.Message} Name another file, or - for standard output.";

    private static string AboutSocket(string path, Exception e) =>
        !Directory.Exists(Path.GetDirectoryName(path)) ? "its directory does not exist. Create it, and let this user write there."
        : File.Exists(path) ? "the file is there already. Another program listens on it, or one that ended left it behind; then delete it."
        : $"{(e.InnerException ?? e).Message}. Let this user write in its directory.";

    private static string Words(string address, int port, SocketError error) => error switch
    {
        SocketError.AddressAlreadyInUse =>
            $"cannot listen on {address}: port {port} is taken{(PortOwner.Of(port) is { } owner ? $" by {owner}" : "")}. Stop that program, or choose another port.",
        SocketError.AccessDenied =>
            $"cannot listen on {address}: ports below 1024 need a right this user does not have. Choose a port from 1024 on, or give the right: "
            + "setcap cap_net_bind_service=+ep on the program, or AmbientCapabilities=CAP_NET_BIND_SERVICE in the systemd unit.",
        SocketError.AddressNotAvailable =>
            $"cannot listen on {address}: this machine does not have that address. Expected one that \"ip address\" shows, or * for all.",
        _ => $"cannot listen on {address}: {error}.",
    };

    private static SocketError? Trouble(IPEndPoint endpoint)
    {
        using var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            socket.Bind(endpoint);
            socket.Listen();
            return null;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode;
        }
    }

    private static IPEndPoint? Endpoint(string address)
    {
        var scheme = address.IndexOf("://", StringComparison.Ordinal);
        if (UrlParts.ReadAuthority(scheme < 0 ? address : address[(scheme + 3)..], out var host, out var port) is not null || port is null or 0)
        {
            return null;
        }

        var known = host switch { "*" => IPAddress.IPv6Any, "localhost" => IPAddress.Loopback, _ => IPAddress.TryParse(host.Trim('[', ']'), out var parsed) ? parsed : null };
        return known is null ? null : new IPEndPoint(known, port.Value);
    }
}
