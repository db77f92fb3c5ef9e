using System.Text.RegularExpressions;

namespace Goodgate.Verdicts.Judging;

/// <summary>
/// Keeps the secret parts of addresses out of what programs say: PHP repeats the argument of what failed, <c>file_get_contents(https://user:word@host/?token=…)</c>,
/// <c>redis://:word@host</c>.
/// </summary>
public static partial class UrlSecrets
{
    private const string Mask = "(withheld)";

    /// <summary>Replaces the user information (RFC 3986 §3.2.1) and the query of each address in a text. The text is bounded by the caller.</summary>
    public static string Masked(string text) =>
        text.Contains("://", StringComparison.Ordinal) ? Query().Replace(User().Replace(text, $"://{Mask}@"), $"${{front}}?{Mask}") : text;

    // A password may hold an @ that nobody encoded: up to the last one before the path.
    [GeneratedRegex(@"://[^\s/?#'""<>]{0,300}@", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex User();

    [GeneratedRegex(@"(?<front>://[^\s?'""<>]{1,400})\?[^\s'""<>)]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Query();
}
