using System.Buffers;
using System.Net;
using System.Text;
using Goodgate.Gateway.Observing.Lines;

namespace Goodgate.Gateway.Observing.Access;

/// <summary>
/// One JSON object (RFC 8259) on one line, of printable ASCII only. Header bytes arrive as ISO 8859-1 characters; a terminal, a pager or a log shipper
/// that reads them as something else must not see more than letters. Names come with what stands before and behind them: <c>,"host":</c>.
/// </summary>
internal ref struct JsonLine(LineBuffer lines)
{
    // \uNNNN
    private const int LongestEscape = 6;

    // long.MinValue, with a fraction of three digits.
    private const int LongestNumber = 24;

    private static readonly SearchValues<char> Plain = SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c).Where(c => c is not ('"' or '\\'))]);

    private Span<byte> _room;
    private int _used;

    /// <summary>Bytes as they are.</summary>
    public void Raw(scoped ReadOnlySpan<byte> json)
    {
        Reserve(json.Length);
        json.CopyTo(_room[_used..]);
        _used += json.Length;
    }

    /// <summary>A text; left out when null.</summary>
    public void Text(scoped ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            Text(name, value.AsSpan());
        }
    }

    /// <summary>A text.</summary>
    public void Text(scoped ReadOnlySpan<byte> name, scoped ReadOnlySpan<char> value)
    {
        Reserve(name.Length + (value.Length * LongestEscape) + 2);
        Raw(name);
        _room[_used++] = (byte)'"';
        while (true)
        {
            var plain = value.IndexOfAnyExcept(Plain);
            var run = plain < 0 ? value : value[..plain];
            Ascii.FromUtf16(run, _room[_used..], out var written);
            _used += written;
            if (plain < 0)
            {
                break;
            }

            value = value[plain..];
            value = value[Escape(value)..];
        }

        _room[_used++] = (byte)'"';
    }

    /// <summary>An address as text; left out when null.</summary>
    public void Address(scoped ReadOnlySpan<byte> name, IPAddress? address)
    {
        if (address is not null)
        {
            Reserve(name.Length + PeerText.Longest + 2);
            Raw(name);
            _room[_used++] = (byte)'"';
            _used += PeerText.Write(address, _room[_used..]);
            _room[_used++] = (byte)'"';
        }
    }

    /// <summary>A number.</summary>
    public void Number(scoped ReadOnlySpan<byte> name, long value)
    {
        Reserve(name.Length + LongestNumber);
        Raw(name);
        value.TryFormat(_room[_used..], out var written);
        _used += written;
    }

    /// <summary>Milliseconds with up to three digits after the point: microseconds are what a clock here can tell, what is behind them is noise.</summary>
    public void Milliseconds(scoped ReadOnlySpan<byte> name, TimeSpan time)
    {
        var microseconds = (Math.Max(0, time.Ticks) + (TimeSpan.TicksPerMicrosecond / 2)) / TimeSpan.TicksPerMicrosecond;
        Number(name, microseconds / 1000);
        if (microseconds % 1000 is not 0 and var fraction)
        {
            _room[_used++] = (byte)'.';
            for (var digit = 100; fraction > 0; fraction %= digit, digit /= 10)
            {
                _room[_used++] = (byte)('0' + (fraction / digit));
            }
        }
    }

    /// <summary>Ends the line. Nothing is kept before.</summary>
    public void End()
    {
        Raw("}\n"u8);
        lines.Advance(_used);
        _room = default;
        _used = 0;
    }

    // One character that is not plain; returns how many were taken: two for a surrogate pair.
    private int Escape(scoped ReadOnlySpan<char> from)
    {
        var c = from[0];
        if (c is '"' or '\\')
        {
            _room[_used++] = (byte)'\\';
            _room[_used++] = (byte)c;
            return 1;
        }

        if (char.IsHighSurrogate(c) && from.Length > 1 && char.IsLowSurrogate(from[1]))
        {
            Hex(c);
            Hex(from[1]);
            return 2;
        }

        // A surrogate alone is no character; readers differ on what to do with it.
        Hex(char.IsSurrogate(c) ? '\uFFFD' : c);
        return 1;
    }

    private void Hex(char c)
    {
        const string Digits = "0123456789abcdef";
        var to = _room.Slice(_used, LongestEscape);
        to[0] = (byte)'\\';
        to[1] = (byte)'u';
        to[2] = (byte)Digits[c >> 12];
        to[3] = (byte)Digits[(c >> 8) & 15];
        to[4] = (byte)Digits[(c >> 4) & 15];
        to[5] = (byte)Digits[c & 15];
        _used += LongestEscape;
    }

    private void Reserve(int size)
    {
        if (_room.Length - _used < size)
        {
            lines.Advance(_used);
            _room = lines.GetSpan(size);
            _used = 0;
        }
    }
}
