using System.Globalization;
using System.Text;

namespace Goodgate.LogSpeed;

/// <summary>The worst log for memory: every line is a failure, of another client at another page of another host, and clients choose how long what they ask for is.</summary>
internal static class FailureLog
{
    /// <summary>Characters of most targets: 60 to 1,083.</summary>
    private const int Shortest = 60;

    /// <summary>Each of so many is as long as nginx takes: large_client_header_buffers 4 8k, and a little under the 32 KiB that are read of a line with larger ones.</summary>
    private const int LongEach = 2000;

    private const int Long = 30_000;

    private const string Letters = "abcdefghijklmnopqrstuvwxyz0123456789-_/%=&?.ABCDEFGHIJKLMNOPQRST";

    private static readonly int[] Failures = [500, 502, 503, 504, 499];

    /// <summary>Writes so many lines.</summary>
    public static void Write(string path, long lines)
    {
        using var file = new StreamWriter(path, append: false, new UTF8Encoding(false), 1024 * 1024) { NewLine = "\n" };
        var time = new DateTime(2026, 11, 20, 0, 0, 0, DateTimeKind.Utc);
        var line = new StringBuilder(Long + 1000);
        ulong state = 88172645463325252;
        for (long number = 0; number < lines; number++)
        {
            var random = Next(ref state);
            time = number % 20 == 0 ? time.AddSeconds(1) : time;
            line.Clear().Append(CultureInfo.InvariantCulture, $"{random % 223 + 1}.{(random >> 8) % 256}.{(random >> 16) % 256}.{(random >> 24) % 256} - - [{time:dd/MMM/yyyy:HH:mm:ss} +0000] \"GET http://h{number}.example/");
            Letter(line, ref state, number % LongEach == 0 ? Long : Shortest + (int)((random >> 32) % 1024));
            line.Append(CultureInfo.InvariantCulture, $" HTTP/1.1\" {Failures[(random >> 48) % 5]} 157 \"-\" \"agent/{number}\"");
            file.WriteLine(line);
        }
    }

    private static void Letter(StringBuilder to, ref ulong state, int count)
    {
        for (var i = 0; i < count; i += 8)
        {
            var random = Next(ref state);
            for (var bits = 0; bits < 48; bits += 6)
            {
                to.Append(Letters[(int)((random >> bits) & 63)]);
            }
        }
    }

    // xorshift64: the same numbers everywhere.
    private static ulong Next(ref ulong state)
    {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        return state;
    }
}
