using System.Buffers;
using System.Globalization;
using System.Text;
using Goodgate.Gateway.Observing.Lines;

namespace Goodgate.Gateway.Observing.Access;

/// <summary>
/// The NCSA combined format as nginx writes it: <c>client - - [time] "request" status bytes "referer" "user agent"</c>.
/// In quotes, <c>"</c>, <c>\</c> and everything outside printable ASCII become <c>\xNN</c> (nginx log_format escape=default).
/// </summary>
public sealed class CombinedFormat : IAccessFormat
{
    // Names of months are English in this format, whatever the system's language.
    private const string TimeFormat = "dd/MMM/yyyy:HH:mm:ss +0000";

    private static readonly SearchValues<char> Printable = SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c).Where(c => c is not ('"' or '\\'))]);

    [ThreadStatic]
    private static SecondText? second;

    public void Write(AccessRecord record, LineBuffer lines)
    {
        if (record.Client is { } client)
        {
            lines.Advance(PeerText.Write(client, lines.GetSpan(PeerText.Longest)));
        }
        else
        {
            Plain(lines, "-");
        }

        Plain(lines, " - - [");
        var time = (second ??= new SecondText(TimeFormat)).Of(record.Time);
        time.CopyTo(lines.GetSpan(time.Length));
        lines.Advance(time.Length);
        Plain(lines, "] \"");
        WriteRequestLine(record, lines);
        Plain(lines, "\" ");
        Number(lines, record.Status);
        Plain(lines, " ");
        Number(lines, record.BytesOut);
        Plain(lines, " \"");
        Escaped(lines, Or(record.Referer));
        Plain(lines, "\" \"");
        Escaped(lines, Or(record.UserAgent));
        Plain(lines, "\"\n");
    }

    private static void WriteRequestLine(AccessRecord record, LineBuffer lines)
    {
        if (record.Method.Length == 0)
        {
            Plain(lines, "-");
            return;
        }

        Escaped(lines, record.Method);
        Plain(lines, " ");
        Escaped(lines, Or(record.Target));
        Plain(lines, " ");

        // nginx writes HTTP/2.0; programs that read this format know that one.
        Escaped(lines, record.Protocol == "HTTP/2" ? "HTTP/2.0" : Or(record.Protocol));
    }

    private static string Or(string? text) => string.IsNullOrEmpty(text) ? "-" : text;

    private static void Plain(LineBuffer lines, ReadOnlySpan<char> text) => lines.Advance(Encoding.ASCII.GetBytes(text, lines.GetSpan(text.Length)));

    private static void Number(LineBuffer lines, long number)
    {
        number.TryFormat(lines.GetSpan(20), out var length, default, CultureInfo.InvariantCulture);
        lines.Advance(length);
    }

    private static void Escaped(LineBuffer lines, string text)
    {
        if (!text.AsSpan().ContainsAnyExcept(Printable))
        {
            Plain(lines, text);
            return;
        }

        var to = lines.GetSpan(text.Length * 4);
        var at = 0;
        foreach (var c in text)
        {
            if (c is >= ' ' and <= '~' and not ('"' or '\\'))
            {
                to[at++] = (byte)c;
                continue;
            }

            // Characters are bytes here (ISO 8859-1); one beyond them cannot come from the wire.
            var value = c <= 0xFF ? c : '?';
            to[at] = (byte)'\\';
            to[at + 1] = (byte)'x';
            to[at + 2] = Hex(value >> 4);
            to[at + 3] = Hex(value & 15);
            at += 4;
        }

        lines.Advance(at);
    }

    private static byte Hex(int digit) => (byte)"0123456789ABCDEF"[digit];
}
