namespace Goodgate.Gateway.Cache.Storage.Purging;

/// <summary>The address in a primary key, <c>https://host:port/path?query</c>, behind which other parts of the key may follow a blank.</summary>
internal static class KeyAddress
{
    private const char LastAscii = '\u007f';

    /// <summary>Host and path of what somebody typed; the host is empty when none was said.</summary>
    public static (string Host, string Path) Of(string typed)
    {
        var rest = typed.AsSpan().Trim();
        var scheme = rest.IndexOf("://", StringComparison.Ordinal);
        rest = scheme is > 0 and < 8 ? rest[(scheme + 3)..] : rest;
        var fragment = rest.IndexOf('#');
        rest = fragment >= 0 ? rest[..fragment] : rest;
        var slash = rest.IndexOf('/');
        return slash < 0 ? (Host(rest).ToString(), "/") : (Host(rest[..slash]).ToString(), Encoded(rest[slash..]));
    }

    /// <summary>True when a path begins with another. The letters of an escape mean the same in either case (RFC 3986 §6.2.2.1): browsers and WordPress differ in it.</summary>
    public static bool Begins(ReadOnlySpan<char> path, ReadOnlySpan<char> with)
    {
        if (path.StartsWith(with, StringComparison.Ordinal))
        {
            return true;
        }

        if (path.Length < with.Length || !with.Contains('%'))
        {
            return false;
        }

        for (var i = 0; i < with.Length; i++)
        {
            if (path[i] != with[i] && !(IsInEscape(with, i) && char.ToLowerInvariant(path[i]) == char.ToLowerInvariant(with[i])))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Host and path of a key.</summary>
    public static bool TrySplit(string key, out ReadOnlySpan<char> host, out ReadOnlySpan<char> path)
    {
        host = default;
        path = default;
        var start = key.IndexOf("://", StringComparison.Ordinal);
        if (start < 0)
        {
            return false;
        }

        var rest = key.AsSpan(start + 3);
        var slash = rest.IndexOf('/');
        if (slash < 0)
        {
            return false;
        }

        host = Host(rest[..slash]);
        path = rest[slash..];
        var blank = path.IndexOf(' ');
        path = blank >= 0 ? path[..blank] : path;
        return true;
    }

    private static bool IsInEscape(ReadOnlySpan<char> path, int at) => (at > 0 && path[at - 1] == '%') || (at > 1 && path[at - 2] == '%');

    // As a browser sends what it shows in its address bar.
    private static string Encoded(ReadOnlySpan<char> path)
    {
        if (!path.ContainsAnyExceptInRange('\0', LastAscii))
        {
            return path.ToString();
        }

        var text = new System.Text.StringBuilder();
        foreach (var letter in path.ToString().EnumerateRunes())
        {
            text.Append(letter.IsAscii ? letter.ToString() : Uri.EscapeDataString(letter.ToString()));
        }

        return text.ToString();
    }

    // The usual port is often written and as often not.
    private static ReadOnlySpan<char> Host(ReadOnlySpan<char> host) => host.EndsWith(":443") ? host[..^4] : host.EndsWith(":80") ? host[..^3] : host;
}
