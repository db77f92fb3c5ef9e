using System.Buffers;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Routing;

/// <summary>
/// The path of a target as routes see it: percent-encoded characters decoded, slashes merged, dot segments removed (RFC 3986 §6.2.2), as nginx does
/// before it matches. Only for matching: the target itself goes on byte for byte. Without it <c>/%61dmin</c> would pass a route for <c>/admin</c>.
/// </summary>
public static class RoutePath
{
    private static readonly SearchValues<string> Unusual = SearchValues.Create(["%", "//", "/."], StringComparison.Ordinal);

    /// <summary>The path to match; the same span when nothing in it needs work.</summary>
    /// <param name="path">Path of the target, without query.</param>
    public static ReadOnlySpan<char> Of(ReadOnlySpan<char> path) => path.ContainsAny(Unusual) ? RemoveDots(Decode(path)) : path;

    // %2F stays as it is: it is data within a segment, and no server agrees with another about it.
    private static string Decode(ReadOnlySpan<char> path)
    {
        var decoded = new char[path.Length];
        var length = 0;
        for (var i = 0; i < path.Length; i++)
        {
            var c = path[i];
            if (c == '%' && i + 2 < path.Length && Hex(path[i + 1]) is >= 0 and var high && Hex(path[i + 2]) is >= 0 and var low
                && (char)((high << 4) | low) is not '/' and var value)
            {
                c = value;
                i += 2;
            }

            decoded[length++] = c;
        }

        return new string(decoded, 0, length);
    }

    private static string RemoveDots(string path)
    {
        var kept = new List<string>();
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        foreach (var segment in segments)
        {
            if (segment == "..")
            {
                kept.RemoveRange(Math.Max(0, kept.Count - 1), Math.Min(1, kept.Count));
            }
            else if (segment != ".")
            {
                kept.Add(segment);
            }
        }

        var folder = path.EndsWith('/') || path.EndsWith("/.", StringComparison.Ordinal) || path.EndsWith("/..", StringComparison.Ordinal);
        return "/" + string.Join('/', kept) + (folder && kept.Count > 0 ? "/" : "");
    }

    private static int Hex(char c) => c < 0x80 ? Grammar.HexDigit((byte)c) : -1;
}
