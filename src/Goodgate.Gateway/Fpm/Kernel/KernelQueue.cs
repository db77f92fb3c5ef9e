using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Goodgate.Gateway.Files.Disk;

namespace Goodgate.Gateway.Fpm.Kernel;

/// <summary>
/// The true queue of a listening socket, asked of the kernel (sock_diag(7)). FPM itself reports 0 for a Unix socket while hundreds wait.
/// Only listeners of this network namespace are seen: of a pool in a container, or behind a published port, nothing is known here, and that is said.
/// </summary>
public static class KernelQueue
{
    /// <summary>The queue of a Unix socket by its path. About as long as listing all sockets takes: below a millisecond for some hundred.</summary>
    public static QueueReading OfUnix(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return QueueReading.NotKnown("only Linux tells");
        }

        SocketIdentity? file = FileCalls.Stat(path) is { } stat ? new SocketIdentity((uint)stat.Inode, stat.Device) : null;
        var answer = SocketDiagnosis.Ask(UnixListener.Request());
        if (answer.Problem is { } problem)
        {
            return QueueReading.NotKnown(problem);
        }

        foreach (var message in answer.Messages)
        {
            if (UnixListener.Read(message.Span) is { } listener && (listener.Path == path || (file is not null && listener.Identity == file)))
            {
                return new QueueReading(listener.Waiting, listener.Room, null);
            }
        }

        return QueueReading.NotKnown("nothing in this network namespace listens on it: nothing at all, or a program in a container");
    }

    /// <summary>The queue of a TCP port of this machine.</summary>
    /// <param name="address">The address connected to.</param>
    public static QueueReading OfTcp(IPEndPoint address)
    {
        if (!OperatingSystem.IsLinux())
        {
            return QueueReading.NotKnown("only Linux tells");
        }

        if (!IPAddress.IsLoopback(address.Address) && !IsOwn(address.Address))
        {
            return QueueReading.NotKnown("it is on another machine or in another network namespace");
        }

        // A listener on [::] takes IPv4 too, unless it was told otherwise (IPV6_V6ONLY).
        TcpListener? best = null;
        foreach (var family in (AddressFamily[])[AddressFamily.InterNetwork, AddressFamily.InterNetworkV6])
        {
            var answer = SocketDiagnosis.Ask(TcpListener.Request(family, address.Port));
            if (answer.Problem is { } problem)
            {
                return QueueReading.NotKnown(problem);
            }

            // The kernel prefers the listener on the very address to the one on all.
            best = answer.Messages.Select(message => TcpListener.Read(message.Span)).OfType<TcpListener>()
                .Where(listener => listener.Port == address.Port && listener.Takes(address.Address))
                .Append(best).OfType<TcpListener>()
                .OrderByDescending(listener => listener.Address.Equals(address.Address)).FirstOrDefault();
        }

        return best is null
            ? QueueReading.NotKnown("nothing in this network namespace listens there: nothing at all, or the port of a container")
            : new QueueReading(best.Waiting, best.Room, null);
    }

    private static bool IsOwn(IPAddress address)
    {
        try
        {
            return NetworkInterface.GetAllNetworkInterfaces().Any(one => one.GetIPProperties().UnicastAddresses.Any(own => own.Address.Equals(address)));
        }
        catch (NetworkInformationException)
        {
            return false;
        }
    }
}
