using System.Globalization;
using System.Text;

namespace Goodgate.Gateway.Inbound.Http1;

/// <summary>The Date field of now, for responses whose server sent none (RFC 9110 §6.6.1). Made once a second.</summary>
/// <param name="time">Clock.</param>
internal sealed class DateLine(TimeProvider time)
{
    private Line _line = new(0, []);

    /// <summary><c>Date: Tue, 15 Nov 1994 08:12:31 GMT</c> with its line end.</summary>
    public ReadOnlySpan<byte> Current
    {
        get
        {
            var now = time.GetUtcNow();
            var second = now.ToUnixTimeSeconds();
            var line = Volatile.Read(ref _line);
            if (line.Second != second)
            {
                line = new Line(second, Encoding.ASCII.GetBytes($"Date: {now.ToString("R", CultureInfo.InvariantCulture)}\r\n"));
                Volatile.Write(ref _line, line);
            }

            return line.Bytes;
        }
    }

    private sealed record Line(long Second, byte[] Bytes);
}
