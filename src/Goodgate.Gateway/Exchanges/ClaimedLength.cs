namespace Goodgate.Gateway.Exchanges;

/// <summary>
/// Memory for a body that is to be held whole. Its declared length is a claim: a thousand heads that promise 64 KiB each, and send nothing, must not hold
/// 64 MiB. Room for all of it is made once a part has come.
/// </summary>
internal static class ClaimedLength
{
    /// <summary>Room made for a claim alone, bytes: most forms and API calls are smaller.</summary>
    public const int AtFirst = 16 * 1024;

    // A client holds no more than so many times what it has sent. Half a KiB, which comes along with most heads, is worth a small body of 64 KiB: each
    // step on the way would cost a read and a copy.
    private const int Ahead = 128;

    /// <summary>Bytes to make room for.</summary>
    /// <param name="length">Length claimed, bytes.</param>
    /// <param name="came">Bytes of it that have come.</param>
    public static int Room(int length, int came) => (int)Math.Min(length, Math.Max(AtFirst, (long)came * Ahead));
}
