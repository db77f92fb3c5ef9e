using System.Globalization;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Cli.Caching;

/// <summary>One member of <c>Cache-Status</c> (RFC 9211): what one cache did.</summary>
/// <param name="Cache">Its name.</param>
/// <param name="Parameters">What it says of itself; a flag has an empty value.</param>
internal sealed record CacheStatusText(string Cache, IReadOnlyDictionary<string, string> Parameters)
{
    // The field comes from outside. More than that no chain of caches writes.
    private const int MostMembers = 20;

    /// <summary>The members of the field, the one nearest to the server first. What cannot be read is left out.</summary>
    public static IReadOnlyList<CacheStatusText> Read(string field) =>
        [.. Split(field, ',').Take(MostMembers).Select(member => Split(member, ';')).Where(parts => parts[0].Length > 0).Select(Member)];

    /// <summary>True when it answered by itself.</summary>
    public bool IsHit => Parameters.ContainsKey("hit");

    /// <summary>True when it kept what its server answered.</summary>
    public bool IsStored => Parameters.ContainsKey("stored");

    /// <summary>The reason it gives; null = none.</summary>
    public string? Detail => Parameters.GetValueOrDefault("detail");

    /// <summary>What it did, in sentences.</summary>
    public IEnumerable<string> Sentences()
    {
        if (IsHit)
        {
            yield return Hit();
        }

        if (Parameters.TryGetValue("fwd", out var why))
        {
            yield return CacheDetails.Forwarded(why);
            if (Parameters.TryGetValue("fwd-status", out var status))
            {
                yield return status == "304" ? "Its server confirmed that it still holds (304)." : $"Its server answered {Evidence.Printable(status, 10)}.";
            }

            if (Detail != CacheDetails.Unread)
            {
                yield return IsStored ? "The answer is kept for those who come next." : "The answer is not kept.";
            }
        }

        if (Parameters.ContainsKey("collapsed"))
        {
            yield return "It waited for the answer to another request for the same page.";
        }

        if (Detail is { } detail)
        {
            var known = CacheDetails.Of(detail);
            yield return known?.Means ?? $"Its reason: {Evidence.Printable(detail, 100)}.";
            if (known?.Do is { } advice)
            {
                yield return $"What to do: {advice}";
            }
        }
    }

    private string Hit() => !Parameters.TryGetValue("ttl", out var text) || !long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var ttl) ? "It answered from the cache."
        : ttl >= 0 ? string.Create(CultureInfo.InvariantCulture, $"It answered from the cache; the page is fresh for {ttl} s more.")
        : string.Create(CultureInfo.InvariantCulture, $"It answered from the cache; the time of the page has been over for {-ttl} s.");

    private static CacheStatusText Member(string[] parts)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in parts.Skip(1))
        {
            var at = part.IndexOf('=', StringComparison.Ordinal);
            parameters[at < 0 ? part : part[..at].Trim()] = at < 0 ? "" : Bare(part[(at + 1)..]);
        }

        return new CacheStatusText(Bare(parts[0]), parameters);
    }

    private static string Bare(string text) => text.Trim() is ['"', .. var inner, '"'] ? inner.Replace("\\", "", StringComparison.Ordinal) : text.Trim();

    // Commas and semicolons within strings part nothing (RFC 8941 §3.3.3).
    private static string[] Split(string text, char separator)
    {
        var parts = new List<string>();
        var (start, quoted) = (0, false);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && quoted)
            {
                i++;
            }
            else if (text[i] == '"')
            {
                quoted = !quoted;
            }
            else if (text[i] == separator && !quoted)
            {
                parts.Add(text[start..i].Trim());
                start = i + 1;
            }
        }

        parts.Add(text[start..].Trim());
        return [.. parts];
    }
}
