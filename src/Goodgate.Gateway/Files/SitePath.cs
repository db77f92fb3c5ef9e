using System.Text;
using System.Text.Unicode;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Files;

/// <summary>
/// The path of a request as the files of a site see it: percent-encoded bytes decoded once, cut at the slashes that were sent as slashes, empty segments
/// left out. What can only be an attempt to leave the root, or to be read differently by PHP, is refused.
/// </summary>
internal sealed class SitePath
{
    // PATH_MAX and NAME_MAX of Linux, without the zero at the end: nothing longer can be a file.
    private const int LongestPath = 4095;
    private const int LongestName = 255;

    private readonly StringBuilder _decoded = new();
    private readonly List<string> _segments = [];
    private readonly List<int> _ends = [];
    private int _usable = int.MaxValue;

    private SitePath()
    {
    }

    /// <summary>Segments, decoded. One may hold a slash that was encoded: then it names no file (<see cref="NamesFile"/>).</summary>
    public IReadOnlyList<string> Segments => _segments;

    /// <summary>True when it ends with a slash: a folder is asked for.</summary>
    public bool IsFolder { get; private set; }

    /// <summary>The last segment; empty for the root.</summary>
    public string Name => _segments.Count == 0 ? "" : _segments[^1];

    /// <summary>Reads the path of a target.</summary>
    /// <param name="target">Request target in origin-form, with query or without; bytes as ISO 8859-1 characters.</param>
    /// <returns>Null when it is refused: a broken percent-encoding, a control character, a backslash, or a dot segment, encoded or not.</returns>
    public static SitePath? Read(string target)
    {
        var query = target.IndexOf('?', StringComparison.Ordinal);
        var rest = query < 0 ? target.AsSpan() : target.AsSpan(0, query);
        if (!rest.StartsWith('/'))
        {
            return null;
        }

        var path = new SitePath();
        while (!rest.IsEmpty)
        {
            rest = rest[1..];
            var end = rest.IndexOf('/');
            if (!path.Add(end < 0 ? rest : rest[..end]))
            {
                return null;
            }

            rest = end < 0 ? [] : rest[end..];
        }

        return path;
    }

    /// <summary>True when the first segments can name a file: decoded they are UTF-8 without a slash, and not too long.</summary>
    public bool NamesFile(int segments) => segments <= _usable && (segments == 0 || _ends[segments - 1] <= LongestPath);

    /// <summary>The first segments as a path below the root, without a slash in front; <c>.</c> for none.</summary>
    public string Below(int segments) => segments == 0 ? "." : string.Join('/', _segments.Take(segments));

    /// <summary>What follows the first segments, decoded, as it was sent: slashes are not merged.</summary>
    public string Behind(int segments) => _decoded.ToString(_ends[segments - 1], _decoded.Length - _ends[segments - 1]);

    private bool Add(ReadOnlySpan<char> raw)
    {
        _decoded.Append('/');
        IsFolder = raw.IsEmpty;
        if (raw.IsEmpty)
        {
            return true;
        }

        if (Decode(raw) is not { } bytes || IsHostile(bytes))
        {
            return false;
        }

        // Overlong and broken forms are no UTF-8, so that no byte sequence but the usual one can mean a slash or a dot.
        var isText = Utf8.IsValid(bytes);
        var segment = isText ? Encoding.UTF8.GetString(bytes) : Encoding.Latin1.GetString(bytes);
        if (!isText || bytes.Length > LongestName || bytes.AsSpan().Contains((byte)'/'))
        {
            _usable = Math.Min(_usable, _segments.Count);
        }

        _decoded.Append(segment);
        _segments.Add(segment);
        _ends.Add(_decoded.Length);
        return true;
    }

    private static byte[]? Decode(ReadOnlySpan<char> raw)
    {
        var bytes = new byte[raw.Length];
        var length = 0;
        for (var i = 0; i < raw.Length; i++)
        {
            var value = (byte)raw[i];
            if (value == '%')
            {
                if (i + 2 >= raw.Length || Hex(raw[i + 1]) is not (>= 0 and var high) || Hex(raw[i + 2]) is not (>= 0 and var low))
                {
                    return null;
                }

                value = (byte)((high << 4) | low);
                i += 2;
            }

            bytes[length++] = value;
        }

        return bytes[..length];
    }

    // A line feed in a path was a way into PHP-FPM (CVE-2019-11043); a backslash is a slash elsewhere; nobody sends dot segments by accident, clients
    // remove them (RFC 3986 §5.2.4).
    private static bool IsHostile(ReadOnlySpan<byte> segment)
    {
        foreach (var value in segment)
        {
            if (value is < 0x20 or 0x7F or (byte)'\\')
            {
                return true;
            }
        }

        foreach (var part in segment.Split((byte)'/'))
        {
            if (segment[part] is [(byte)'.'] or [(byte)'.', (byte)'.'])
            {
                return true;
            }
        }

        return false;
    }

    private static int Hex(char c) => c < 0x80 ? Grammar.HexDigit((byte)c) : -1;
}
