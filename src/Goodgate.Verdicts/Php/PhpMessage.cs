using System.Globalization;
using System.Text.RegularExpressions;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Verdicts.Php;

/// <summary>
/// One message of PHP as it stands on STDERR or in a log: <c>PHP Fatal error:  Uncaught Error: no such thing in /srv/a.php:12</c>. Hostile like all
/// foreign text. The stack trace is left out: it may carry arguments, and with them passwords;
/// of addresses in the message, user information and query are withheld.
/// </summary>
/// <param name="Severity"><c>Fatal error</c>, <c>Parse error</c>, <c>Warning</c>, …</param>
/// <param name="Text">The first line of what it says, without the place.</param>
/// <param name="File">File; null when it names none.</param>
/// <param name="Line">Line in the file.</param>
public sealed partial record PhpMessage(string Severity, string Text, string? File, int? Line)
{
    private const int LongestText = 400;

    // A line of a verdict has room for this much (Wording.Detail), and a path some of it: where it happened must not be cut off.
    private const int LongestLine = 150;
    private const int LongestPath = 46;

    /// <summary>True when it ended the script (main.c php_error_cb: these bail out).</summary>
    public bool IsFatal => Severity is "Fatal error" or "Parse error" or "Recoverable fatal error";

    /// <summary>True when the memory of one request was used up (php.ini memory_limit).</summary>
    public bool IsMemory => Text.StartsWith("Allowed memory size of ", StringComparison.Ordinal) || Text.StartsWith("Out of memory", StringComparison.Ordinal);

    /// <summary>True when the script's own limit of time ended it (php.ini max_execution_time).</summary>
    public bool IsTime => Text.StartsWith("Maximum execution time of ", StringComparison.Ordinal);

    /// <summary>The plugin or theme of WordPress the file belongs to; null when to none.</summary>
    public string? Extension => File is not null && ExtensionFolder().Match(File) is { Success: true } match ? match.Groups["name"].Value : null;

    /// <summary><c>PHP Fatal error: what it says in FILE:LINE</c>. Where that is too long for one line, of the path the end stays, and of the text the beginning.</summary>
    public override string ToString()
    {
        var whole = Told(Text, File);
        if (whole.Length <= LongestLine)
        {
            return whole;
        }

        var file = File is { Length: > LongestPath } ? EndOf(File) : File;
        var spare = LongestLine - Told("", file).Length;
        return Told(Text.Length > spare ? Text[..(spare - 1)] + "…" : Text, file);
    }

    /// <summary>The message that tells most: the last fatal one, else the last of the others. Null when there is none.</summary>
    /// <param name="output">STDERR or lines of a log; bounded by the caller.</param>
    public static PhpMessage? Find(string output)
    {
        PhpMessage? told = null;
        foreach (Match match in Message().Matches(output))
        {
            var found = Read(match.Groups["severity"].Value, match.Groups["text"].Value);
            told = found.IsFatal || told is not { IsFatal: true } ? found : told;
        }

        return told;
    }

    private string Told(string text, string? file) => $"PHP {Severity}: {text}{(file is null ? "" : string.Create(CultureInfo.InvariantCulture, $" in {file}:{Line}"))}";

    // Whole names, where they fit.
    private static string EndOf(string path)
    {
        var end = path[^LongestPath..];
        var slash = end.IndexOf('/', StringComparison.Ordinal);
        return "…" + (slash < 0 ? end : end[slash..]);
    }

    private static PhpMessage Read(string severity, string text)
    {
        // "… in FILE on line N" of the engine, "… in FILE:N" of an exception. The last place of the line is PHP's own.
        var place = Place().Match(text);
        var said = UrlSecrets.Masked((place.Success ? text[..place.Index] : text).Trim());
        said = said.Length > LongestText ? said[..LongestText] : said;
        return place.Success && int.TryParse(place.Groups["line"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var line)
            ? new PhpMessage(severity, said, place.Groups["file"].Value, line)
            : new PhpMessage(severity, said, null, null);
    }

    [GeneratedRegex(@"PHP (?<severity>Fatal error|Parse error|Recoverable fatal error|Core error|Compile error|Warning|Notice|Deprecated|Strict Standards|User error|User warning):[ ]+(?<text>[^\r\n]*)",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Message();

    [GeneratedRegex(@" in (?<file>[^\r\n]{1,400}?)(?::| on line )(?<line>[0-9]{1,9})\s*$", RegexOptions.CultureInvariant | RegexOptions.RightToLeft, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Place();

    [GeneratedRegex(@"/wp-content/(?:plugins|mu-plugins|themes)/(?<name>[^/]{1,100})", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ExtensionFolder();
}
