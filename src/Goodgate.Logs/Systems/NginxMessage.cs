using System.Text.RegularExpressions;

namespace Goodgate.Logs.Systems;

/// <summary>
/// The part of an error line that nginx worded itself. Request, host, referrer and the names of files come from visitors: what looks like a message there is none.
/// </summary>
/// <param name="Own">The message without what it quotes.</param>
/// <param name="Whole">The message with it, for messages that are known by what they quote.</param>
internal readonly partial record struct NginxMessage(string Own, string Whole)
{
    /// <summary>What follows a message; the first of them ends it. Beginnings may be cut off, so any may come first.</summary>
    private static readonly string[] Tails = [", client: ", ", server: ", ", request: \"", ", upstream: \"", ", host: \"", ", referrer: \""];

    /// <param name="text">The line.</param>
    /// <param name="start">Where its head ends; 0 when it has none.</param>
    public static NginxMessage Of(string text, int start)
    {
        var end = text.Length;
        foreach (var tail in Tails)
        {
            if (text.IndexOf(tail, start, end - start, StringComparison.Ordinal) is >= 0 and var at)
            {
                end = at;
            }
        }

        var whole = text[start..end];
        return new NginxMessage(WithoutQuotes(whole), whole);
    }

    // From the first quote to the last: a name may have quotes in it. A quote that does not end was cut, and hides the rest.
    private static string WithoutQuotes(string message)
    {
        var open = message.IndexOf('"', StringComparison.Ordinal);
        if (open < 0)
        {
            return message;
        }

        if (Visitors().IsMatch(message))
        {
            return message[..open] + (Failed().Match(message) is { Success: true } failed ? failed.Value : "");
        }

        var close = message.LastIndexOf('"');
        return close == open ? message[..open] : message[..open] + message[(close + 1)..];
    }

    // Messages that quote a path or a name a visitor chose: of what stands behind it, only the error of the system counts.
    [GeneratedRegex(@"^(?:(?:open|l?stat|opendir|access|readlink|open_file_cache)\(\) |user |directory index of |(?:the )?rewritten |)""", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Visitors();

    [GeneratedRegex(@"(?<="") failed \(\d{1,5}: [^()""]{1,80}\)$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Failed();
}
