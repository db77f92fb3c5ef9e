using System.Buffers.Binary;
using System.Text;

namespace Goodgate.Logs.Reading;

/// <summary>
/// A journal's export format (journalctl -o export; systemd's "Journal Export Formats") as lines: each line of the file stays one line, so that numbers
/// stay true; MESSAGE becomes <c>SECONDS - IDENTIFIER: text</c>, all others become empty. A binary field is NAME, a little-endian length, the bytes.
/// </summary>
internal sealed class JournalExportStream(Stream source) : ForwardStream
{
    /// <summary>A message longer than this is no log line; its rest is passed over.</summary>
    private const int LongestMessage = 64 * 1024;

    private readonly BufferedStream _source = new(source, 256 * 1024);
    private readonly List<byte> _ready = [];
    private readonly List<byte> _field = [];
    private string _seconds = "0000000000.000000";
    private int _at;

    public override int Read(Span<byte> buffer)
    {
        while (_at >= _ready.Count)
        {
            _ready.Clear();
            _at = 0;
            if (!Next())
            {
                return 0;
            }
        }

        var count = Math.Min(buffer.Length, _ready.Count - _at);
        for (var i = 0; i < count; i++)
        {
            buffer[i] = _ready[_at + i];
        }

        _at += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        _source.Dispose();
        base.Dispose(disposing);
    }

    private bool Next()
    {
        _field.Clear();
        int one;
        while ((one = _source.ReadByte()) >= 0 && one != '\n')
        {
            if (_field.Count < LongestMessage)
            {
                _field.Add((byte)one);
            }
        }

        if (one < 0 && _field.Count == 0)
        {
            return false;
        }

        var equals = _field.IndexOf((byte)'=');
        var name = Encoding.ASCII.GetString([.. _field[..(equals < 0 ? _field.Count : equals)]]);
        if (name.Length > 0 && equals < 0)
        {
            Binary(name);
            return true;
        }

        Text(name, name.Length == 0 ? [] : [.. _field[(equals + 1)..]]);
        _ready.Add((byte)'\n');
        return true;
    }

    private void Binary(string name)
    {
        Span<byte> size = stackalloc byte[8];
        if (_source.ReadAtLeast(size, 8, throwOnEndOfStream: false) < 8)
        {
            return;
        }

        var length = BinaryPrimitives.ReadUInt64LittleEndian(size);
        var kept = new List<byte>();
        var breaks = 0;
        for (ulong i = 0; i < length && _source.ReadByte() is >= 0 and var one; i++)
        {
            breaks += one == '\n' ? 1 : 0;
            if (kept.Count < LongestMessage)
            {
                kept.Add(one == '\n' ? (byte)' ' : (byte)one);
            }
        }

        _source.ReadByte();
        Text(name, [.. kept]);

        // The line of the name, those inside the value, and the one that ends it.
        _ready.AddRange(Enumerable.Repeat((byte)'\n', breaks + 2));
    }

    private void Text(string name, byte[] value)
    {
        if (name == "__REALTIME_TIMESTAMP" && Encoding.ASCII.GetString(value) is { Length: 16 } micros && micros.All(char.IsAsciiDigit))
        {
            _seconds = $"{micros[..10]}.{micros[10..]}";
        }
        else if (name == "MESSAGE")
        {
            _ready.AddRange(Encoding.ASCII.GetBytes($"{_seconds} - journal: "));
            _ready.AddRange(value);
        }
    }
}
