using System.Net;

namespace Goodgate.EndToEnd.Stage;

/// <summary>
/// Loopback addresses that nobody else uses: a port of one stays free when it is given up, and who connects to it then is refused. At 127.0.0.1 another test may
/// be given it, and a client can meet itself: Linux may choose that very port for the client's own end (RFC 9293 section 3.5).
/// </summary>
internal static class OwnAddress
{
    // 127.77.0.1 to 127.77.255.250.
    private const int ByNet = 250;

    private static int _count;

    public static IPAddress Next()
    {
        var number = Interlocked.Increment(ref _count);
        return new IPAddress([127, 77, (byte)(number / ByNet), (byte)((number % ByNet) + 1)]);
    }
}
