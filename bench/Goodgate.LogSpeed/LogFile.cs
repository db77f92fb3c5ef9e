using System.Globalization;
using System.Text;

namespace Goodgate.LogSpeed;

/// <summary>An nginx combined log that is the same on every machine: its own random numbers, 1 % failures.</summary>
internal static class LogFile
{
    private static readonly string[] Agents =
    [
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "curl/7.88.1",
    ];

    private static readonly int[] Failures = [502, 502, 504, 503, 499];

    /// <summary>Writes at least that many bytes.</summary>
    public static void Write(string path, long bytes)
    {
        using var file = new StreamWriter(path, append: false, new UTF8Encoding(false), 1024 * 1024) { NewLine = "\n" };
        var time = new DateTime(2026, 11, 20, 0, 0, 0, DateTimeKind.Utc);
        var line = new StringBuilder(512);
        ulong state = 88172645463325252;
        long written = 0;
        for (long number = 0; written < bytes; number++)
        {
            // xorshift64: the same numbers everywhere.
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            var random = state;
            if (number % 400 == 0)
            {
                time = time.AddSeconds(1);
            }

            var status = number % 100 == 0 ? Failures[random % 5] : (random >> 8) % 20 == 0 ? 304 : (random >> 16) % 25 == 0 ? 404 : 200;
            line.Clear().Append(CultureInfo.InvariantCulture,
                $"203.0.{(random >> 20) % 256}.{(random >> 28) % 256} - - [{time:dd/MMM/yyyy:HH:mm:ss} +0000] \"GET /shop/item/{(random >> 36) % 50000}?ref=home HTTP/1.1\" {status} {(random >> 12) % 90000} \"https://example.com/\" \"{Agents[(random >> 52) % 4]}\"");
            file.WriteLine(line);
            written += line.Length + 1;
        }
    }
}
