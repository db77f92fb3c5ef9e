namespace Goodgate.Gateway.Files;

/// <summary>What tells one version of a file from another, and how a request's conditions compare with it.</summary>
/// <param name="Tag">Entity tag, with its quotes: <c>"17f…-1c"</c>, <c>W/"17f…-1c"</c>.</param>
/// <param name="Modified">Last-Modified: whole seconds.</param>
/// <param name="Now">The time of the answer.</param>
internal sealed record Validators(string Tag, DateTimeOffset Modified, DateTimeOffset Now)
{
    /// <summary>Evaluates the conditions in the order of RFC 9110 §13.2.2, for GET and HEAD.</summary>
    /// <returns>412, 304, or null when the request is to be carried out.</returns>
    public int? Decide(RequestConditions asked)
    {
        if (asked.IfMatch is { } match ? !Lists(match, strong: true) : HttpDate.Read(asked.IfUnmodifiedSince ?? "") is { } unmodified && Modified > unmodified)
        {
            return 412;
        }

        return asked.IfNoneMatch is { } none
            ? Lists(none, strong: false) ? 304 : null
            : HttpDate.Read(asked.IfModifiedSince ?? "") is { } since && Modified <= since ? 304 : null;
    }

    /// <summary>Whether a Range field is to be looked at (RFC 9110 §13.1.5): without If-Range, or when that is this version by a strong validator.</summary>
    public bool AllowsRange(string? ifRange) => ifRange switch
    {
        null => true,
        ['"', ..] => ifRange == Tag,
        ['W', '/', ..] => false,

        // A date is strong when the file cannot have changed twice within its second (§8.8.2.2).
        _ => HttpDate.Read(ifRange) == Modified && Now - Modified >= TimeSpan.FromSeconds(1),
    };

    private bool Lists(string list, bool strong)
    {
        if (list.Trim() == "*")
        {
            return true;
        }

        var own = Opaque(Tag, out var isWeak);
        var rest = list.AsSpan();
        while (Next(ref rest) is { IsEmpty: false } tag)
        {
            var other = Opaque(tag, out var otherIsWeak);
            if (other.SequenceEqual(own) && !(strong && (isWeak || otherIsWeak)))
            {
                return true;
            }
        }

        return false;
    }

    // entity-tag = [ "W/" ] DQUOTE *etagc DQUOTE (RFC 9110 §8.8.3); a comma may stand within. What is none ends the list.
    private static ReadOnlySpan<char> Next(ref ReadOnlySpan<char> list)
    {
        list = list.TrimStart(" \t,");
        var open = list.StartsWith("W/\"") ? 2 : 0;
        if (list.Length <= open + 1 || list[open] != '"' || list[(open + 1)..].IndexOf('"') is not (>= 0 and var length))
        {
            return [];
        }

        var tag = list[..(open + length + 2)];
        list = list[tag.Length..];
        return tag;
    }

    private static ReadOnlySpan<char> Opaque(ReadOnlySpan<char> tag, out bool isWeak)
    {
        isWeak = tag.StartsWith("W/");
        return isWeak ? tag[2..] : tag;
    }
}
