using System.Text.RegularExpressions;

namespace Goodgate.Logs.Systems;

/// <summary>
/// The part of an error line that httpd worded itself: behind the brackets and the system's error, before the referer. Paths, referers and what other modules quote come from visitors.
/// </summary>
/// <param name="Before">The line up to the message: time, module, system's error, client.</param>
/// <param name="Own">The message.</param>
/// <param name="Code">Its AH number; null when it has none.</param>
/// <param name="IsCut">True when the start of the line is missing.</param>
internal readonly partial record struct ApacheMessage(string Before, string Own, string? Code, bool IsCut)
{
    /// <summary>A line whose start was cut off has its number within this: the longest lead there is (a Windows error, a client).</summary>
    private const int FarthestNumber = 240;

    /// <summary>"proxy: HTTP: " and "child pid 1234567 " may stand before a message's words.</summary>
    private const int LongestPrefix = 40;

    /// <summary>The words of system errors, for lines that lost the number in front.</summary>
    private static readonly (string Words, string Errno)[] Errors =
    [
        ("refused", "111"), ("specified has expired", "70007"), ("timed out", "110"), ("file or directory", "2"), ("sion denied", "13"), ("to host", "113"),
        ("is unreachable", "101"), ("reset by peer", "104"), ("temporarily unavailable", "11"), ("of file found", "70014"), ("information not available)", "20014"),
        ("requested address", "99"), ("connection abort", "103"), ("Invalid argument", "22"), ("processing is incomplete", "70008"),
    ];

    /// <param name="text">The line.</param>
    /// <param name="start">Where its head ends; null when it has none.</param>
    public static ApacheMessage Of(string text, int? start)
    {
        var referer = text.IndexOf(", referer: ", start ?? 0, StringComparison.Ordinal);
        var end = referer < 0 ? text.Length : referer;
        var at = start ?? 0;
        if (Lead().Match(text, at) is { Success: true } lead && lead.Index + lead.Length <= end)
        {
            at = lead.Index + lead.Length;
        }

        var number = start is null ? Number().Match(text, 0, Math.Min(end, FarthestNumber)) : NumberHere().Match(text, at);
        if (number.Success && (start is not null || !text.AsSpan(0, number.Index).ContainsAny('"', '\'')))
        {
            at = number.Index;
            return new ApacheMessage(text[..at], text[at..end], number.Groups["code"].Value, start is null);
        }

        // Of a line without a head, the client's address is the last that stands before the message.
        if (start is null && Client().Match(text) is { Success: true } client && client.Index + client.Length <= end)
        {
            at = client.Index + client.Length;
        }

        return new ApacheMessage(text[..at], text[at..end], null, start is null);
    }

    /// <summary>True when the message begins with one of the texts: no path or quotation stands before it.</summary>
    public bool BeginsWith(IEnumerable<string> texts)
    {
        foreach (var one in texts)
        {
            if (Own.IndexOf(one, StringComparison.Ordinal) is >= 0 and <= LongestPrefix and var at && !Own.AsSpan(0, at).ContainsAny('/', '"', '\''))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The number of the system's error in front; null when there is none.</summary>
    public string? Errno()
    {
        if (Error().Match(Before) is { Success: true } error)
        {
            return error.Groups["errno"].Value;
        }

        foreach (var (words, errno) in Errors)
        {
            if (IsCut && Before.Contains(words, StringComparison.Ordinal))
            {
                return errno;
            }
        }

        return null;
    }

    [GeneratedRegex(@"\((?:OS )?(?<errno>-?\d{1,6})\)[^:]{0,200}: ", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    public static partial Regex Error();

    [GeneratedRegex(@"\G\s*(?:(?:\((?:OS |EAI )?-?\d{1,6}\)[^\[\]""']{0,200}?: ?|\[[^\]]{1,200}\]) *)*", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Lead();

    [GeneratedRegex(@"\b(?<code>AH\d{5}): ", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();

    [GeneratedRegex(@"\G(?<code>AH\d{5}): ", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NumberHere();

    [GeneratedRegex(@"\[(?:client|remote) [^\]\s]{1,64}\] ", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Client();
}
