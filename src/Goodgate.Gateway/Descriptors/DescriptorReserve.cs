using System.Net.Sockets;

namespace Goodgate.Gateway.Descriptors;

/// <summary>
/// The last file descriptors, which no connection may have. The runtime opens a pipe for each thread it starts and a file for each assembly it loads;
/// when it cannot, it ends the process ("Out of memory."), and one visitor too many would take all the others along.
/// </summary>
public static class DescriptorReserve
{
    /// <summary>Descriptors kept: enough for some thirty threads at two each. Of a very low limit, half.</summary>
    public const ulong Size = 64;

    // The limit can be changed from outside: a number far below the last one is compared with that, and asks the system only now and then: a request
    // for a script opens three files.
    private const int Questions = 64;
    private static ulong _last;
    private static int _asked;

    /// <summary>True when this socket took one of the last descriptors: it must be closed at once, as if there had been none (EMFILE).</summary>
    public static bool IsTouchedBy(Socket socket) => IsTouchedBy(socket, DescriptorLimit.Current);

    /// <summary>The same for a number.</summary>
    internal static bool IsTouchedBy(int descriptor)
    {
        if ((ulong)descriptor < Volatile.Read(ref _last) / 2 && ++_asked % Questions != 0)
        {
            return false;
        }

        if (DescriptorLimit.Current is not { } limit)
        {
            return false;
        }

        Volatile.Write(ref _last, limit);
        return IsTouched((ulong)descriptor, limit);
    }

    /// <summary>The same where the limit was asked for already.</summary>
    public static bool IsTouchedBy(Socket socket, ulong? limit) => limit is { } files && IsTouched((ulong)socket.SafeHandle.DangerousGetHandle(), files);

    /// <summary>The system always gives the lowest number that is free (open(2)): a high one tells that all below are in use.</summary>
    internal static bool IsTouched(ulong descriptor, ulong limit) => descriptor >= limit - Math.Min(Size, limit / 2);
}
