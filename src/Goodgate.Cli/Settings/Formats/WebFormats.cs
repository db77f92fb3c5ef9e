using System.Globalization;
using Goodgate.Cli.Settings.Values;

namespace Goodgate.Cli.Settings.Formats;

/// <summary>Hosts, paths, methods and other words of HTTP.</summary>
internal static class WebFormats
{
    /// <summary>Longest URL or path taken; RFC 9110 §4.1 asks recipients for 8000 octets.</summary>
    private const int LongestUrl = 8000;

    private static readonly string[] Placeholders = ["{host}", "{path}", "{query}"];

    public static readonly TextFormat Url = new("a URL beginning with http:// or https://", ReadUrl)
    {
        Example = "https://status.example.com",
        Pattern = "^[Hh][Tt][Tt][Pp][Ss]?://",
    };

    public static readonly TextFormat HostPattern = new("a host name such as example.com, *.example.com for all names under it, or *", ReadHostPattern)
    {
        Example = "example.com",
    };

    public static readonly TextFormat HostName = new("a host name or address, without scheme and port", ReadHostName) { Example = "app.internal" };

    public static readonly TextFormat RoutePath = new("/exact/path, or /prefix/* with the star at the end", ReadRoutePath)
    {
        Example = "/api/*",
        Pattern = @"^/[^?#\s*]*\*?$",
    };

    public static readonly TextFormat Method = new("a method in capitals, such as GET (RFC 9110 §9.1: methods are case-sensitive)", ReadMethod)
    {
        Example = "GET",
        Pattern = "^[A-Z]",
    };

    /// <summary>RFC 6265 §4.1.1, without those of a token's signs that no application uses.</summary>
    public static readonly TextFormat CookieName = new("the name of a cookie, at most 128 characters; * at its end stands for any further ones", ReadCookieName)
    {
        Example = "swpm_session",
        Pattern = @"^[A-Za-z0-9_.:%-]{1,127}\*?$",
    };

    public static readonly TextFormat MediaType = new("a media type such as text/html; charset=utf-8 (RFC 9110 §8.3.1)", ReadMediaType)
    {
        Example = "application/json",
    };

    public static readonly TextFormat FrontController = new("/path of a file below the root, or off", text =>
        text == "off" || (text.StartsWith('/') && text.Length is > 1 and <= LongestUrl && !text.EndsWith('/') && !text.Split('/').Any(part => part.StartsWith('.')))
            ? TextReading.Good(text)
            : TextReading.Bad("is no such path", text.Length > 0 && !text.Contains('/', StringComparison.Ordinal) && !text.StartsWith('.') ? "/" + text : null))
    {
        Example = "/index.php",
    };

    /// <summary>RFC 9110 §5.5, without what is obsolete.</summary>
    public static readonly TextFormat FieldValue = new("the value of a header field: visible ASCII characters and spaces between them, at most 256", text =>
        text.Length is > 0 and <= 256 && text.All(c => c is >= ' ' and <= '~') && text.Trim() == text ? TextReading.Good(text) : TextReading.Bad("cannot be one"))
    {
        Example = "public, max-age=3600",
    };

    public static readonly TextFormat RedirectTarget = new("http://…, https://… or /path; {host}, {path} and {query} are put in", ReadRedirectTarget)
    {
        Example = "https://{host}/new",
    };

    private static TextReading ReadUrl(string text)
    {
        if (Unprintable(text))
        {
            return TextReading.Bad("holds spaces or characters that must be percent-encoded");
        }

        if (UrlParts.Read(text, out var url) is { } failure)
        {
            return TextReading.Bad(failure, UrlParts.IsHost(text) ? "https://" + text : null);
        }

        return url.Scheme is not ("http" or "https") ? TextReading.Bad($"has the scheme {Shown.Quoted(url.Scheme)}")
            : url.Host == "*" || url.Port == 0 ? TextReading.Bad("names no host and port to go to")
            : TextReading.Good(text);
    }

    private static TextReading ReadHostPattern(string text)
    {
        if (text == "*")
        {
            return TextReading.Good(text);
        }

        var name = text.StartsWith("*.", StringComparison.Ordinal) ? text[2..] : text;
        if (name.Contains('*'))
        {
            return TextReading.Bad(
                "has the star in the wrong place: it stands alone or for whole labels at the front",
                text.StartsWith('*') && UrlParts.IsHost(text[1..]) ? "*." + text[1..] : null);
        }

        var reading = ReadHostName(name);
        return reading.Value is { } good ? TextReading.Good(text.Length == name.Length ? good : "*." + good)
            : reading with { Meant = reading.Meant is null || text.Length == name.Length ? reading.Meant : "*." + reading.Meant };
    }

    private static TextReading ReadHostName(string text)
    {
        if (UrlParts.IsHost(text.ToLowerInvariant()))
        {
            return TextReading.Good(text.ToLowerInvariant());
        }

        if (text.Any(c => c > 0x7F))
        {
            return TextReading.Bad("is not in ASCII form", Ascii(text));
        }

        var rest = text.Contains("://", StringComparison.Ordinal) ? text[(text.IndexOf("://", StringComparison.Ordinal) + 3)..] : text;
        var failure = rest.Length < text.Length ? "has a scheme"
            : rest.Contains('/') ? "has a path"
            : rest.Contains(':') ? "has a port"
            : rest.EndsWith('.') ? "ends with a dot"
            : "is not a host name";
        var end = rest.AsSpan().IndexOfAny('/', ':');
        var meant = (end < 0 ? rest : rest[..end]).TrimEnd('.').ToLowerInvariant();
        return TextReading.Bad(failure, UrlParts.IsHost(meant) ? meant : null);
    }

    private static string? Ascii(string text)
    {
        try
        {
            return new IdnMapping().GetAscii(text);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static TextReading ReadRoutePath(string text)
    {
        if (!text.StartsWith('/'))
        {
            return TextReading.Bad("does not begin with /", text is "*" ? "/*" : ReadRoutePath("/" + text).Value);
        }

        var star = text.IndexOf('*');
        if (star >= 0 && (star != text.Length - 1 || text[star - 1] != '/'))
        {
            return TextReading.Bad("has the star in the wrong place", star == text.Length - 1 ? text[..star] + "/*" : null);
        }

        return text.Any(c => c is '?' or '#') ? TextReading.Bad("holds ? or #; routes match the path alone", text[..text.AsSpan().IndexOfAny('?', '#')])
            : Unprintable(text) ? TextReading.Bad("holds spaces or characters that must be percent-encoded", Uri.EscapeDataString(text).Replace("%2F", "/", StringComparison.Ordinal))
            : TextReading.Good(text);
    }

    private static TextReading ReadMethod(string text)
    {
        var capitals = text.ToUpperInvariant();
        return text.Length is 0 or > 32 || !text.All(IsToken) ? TextReading.Bad("is not a method")
            : text != capitals ? TextReading.Bad("is not in capitals", capitals)
            : TextReading.Good(text);
    }

    private static TextReading ReadCookieName(string text)
    {
        var name = text.EndsWith('*') ? text.AsSpan(0, text.Length - 1) : text;
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '.' or ':' or '%' or '-'))
            {
                return TextReading.Bad(c == '=' ? "is a name with a value" : "is not the name of a cookie", c == '=' ? text.Split('=')[0] : null);
            }
        }

        return name.Length is > 0 and < 128 ? TextReading.Good(text) : TextReading.Bad("is not the name of a cookie");
    }

    private static TextReading ReadMediaType(string text)
    {
        var type = text.Split(';')[0].Trim().Split('/');
        return text.Length <= 256 && !text.Any(c => c is < ' ' or > '~') && type.Length == 2 && type.All(t => t.Length > 0 && t.All(IsToken))
            ? TextReading.Good(text)
            : TextReading.Bad("is not a media type");
    }

    private static TextReading ReadRedirectTarget(string text)
    {
        var filled = Placeholders.Aggregate(text, (t, name) => t.Replace(name, name == "{host}" ? "host" : "", StringComparison.Ordinal));
        if (filled.AsSpan().IndexOfAny('{', '}') >= 0)
        {
            return TextReading.Bad("holds a placeholder other than {host}, {path} and {query}");
        }

        if (Unprintable(text))
        {
            return TextReading.Bad("holds spaces or characters that must be percent-encoded");
        }

        // "//host" would be a URL of another host, not a path (RFC 3986 §4.2).
        if (text.StartsWith('/'))
        {
            return text.StartsWith("//", StringComparison.Ordinal)
                ? TextReading.Bad("begins with //, which names another host", "https:" + text)
                : TextReading.Good(text);
        }

        var reading = ReadUrl(filled);
        return reading.Value is null ? reading : TextReading.Good(text);
    }

    private static bool Unprintable(string text) => text.Length is 0 or > LongestUrl || text.Any(c => c is <= ' ' or > '~' or '"' or '<' or '>' or '\\');

    /// <summary>tchar of RFC 9110 §5.6.2.</summary>
    private static bool IsToken(char c) => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c);
}
