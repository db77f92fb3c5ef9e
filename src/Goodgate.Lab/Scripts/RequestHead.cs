using System.Buffers;

namespace Goodgate.Lab.Scripts;

/// <summary>Request line and fields as received.</summary>
internal sealed record RequestHead(string Method, string Target, string Version, IReadOnlyList<KeyValuePair<string, string>> Fields, string Raw)
{
    // RFC 9110 §5.6.2, tchar.
    private static readonly SearchValues<char> Token =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>Reads a head without its final empty line; throws <see cref="BadRequestException"/> when it breaks the grammar.</summary>
    public static RequestHead Parse(string raw)
    {
        var lines = raw.Split("\r\n");
        var parts = lines[0].Split(' ');
        if (parts.Length != 3 || !IsToken(parts[0]) || parts[1].Length == 0 || parts[2] is not ("HTTP/1.1" or "HTTP/1.0"))
        {
            throw new BadRequestException("the request line is not: METHOD TARGET HTTP/1.1 (RFC 9112 §3)");
        }

        var fields = new List<KeyValuePair<string, string>>(lines.Length - 1);
        foreach (var line in lines.AsSpan(1))
        {
            var colon = line.IndexOf(':');
            if (colon < 1 || !IsToken(line[..colon]) || line.AsSpan().ContainsAny('\r', '\n', '\0'))
            {
                throw new BadRequestException("a field line is not: NAME: VALUE (RFC 9112 §5)");
            }

            fields.Add(new(line[..colon], line[(colon + 1)..].Trim(' ', '\t')));
        }

        return new RequestHead(parts[0], parts[1], parts[2], fields, raw);
    }

    /// <summary>First value of a field; null when absent.</summary>
    public string? this[string name] =>
        Fields.Where(f => f.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(f => f.Value).FirstOrDefault();

    /// <summary>Whether a comma-separated field holds a token, in any case.</summary>
    public bool Lists(string name, string token) =>
        Fields.Where(f => f.Key.Equals(name, StringComparison.OrdinalIgnoreCase))
            .SelectMany(f => f.Value.Split(','))
            .Any(v => v.Trim().Equals(token, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// The length of the body: null when chunked (RFC 9112 §6.3). Anything a second reader could take differently is refused:
    /// this is how a gateway's smuggling shows.
    /// </summary>
    public long? BodyLength()
    {
        var lengths = Fields.Where(f => f.Key.Equals("Content-Length", StringComparison.OrdinalIgnoreCase)).ToList();
        var codings = Fields.Where(f => f.Key.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase)).ToList();
        if (codings.Count > 0)
        {
            return codings.Count == 1 && lengths.Count == 0 && codings[0].Value.Equals("chunked", StringComparison.OrdinalIgnoreCase)
                ? null
                : throw new BadRequestException("Transfer-Encoding is not exactly 'chunked', or stands beside Content-Length (RFC 9112 §6.3)");
        }

        if (lengths.Count == 0)
        {
            return 0;
        }

        var value = lengths[0].Value;
        return lengths.Count == 1 && value.Length is > 0 and < 19 && value.All(char.IsAsciiDigit)
            ? long.Parse(value)
            : throw new BadRequestException("Content-Length is not one number (RFC 9110 §8.6)");
    }

    private static bool IsToken(string text) => text.Length > 0 && !text.AsSpan().ContainsAnyExcept(Token);
}
