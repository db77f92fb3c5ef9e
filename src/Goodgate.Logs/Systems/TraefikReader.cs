using System.Text.RegularExpressions;
using Goodgate.Logs.Formats;
using Goodgate.Logs.Lines;
using Goodgate.Logs.Times;

namespace Goodgate.Logs.Systems;

/// <summary>Traefik's log as text: logfmt of versions 1 and 2, the console form of version 3.</summary>
internal sealed partial class TraefikReader : ILineReader
{
    private static readonly MessageTable Messages = MessageTable.Of("traefik");
    private static readonly MessageTable Texts = MessageTable.Of("go");

    public Sighting? Read(LogLine line)
    {
        var text = line.Text;
        var isTraefik = text.Contains("traefik", StringComparison.OrdinalIgnoreCase) || Caused().IsMatch(text);
        if (!isTraefik && !Logfmt().IsMatch(text))
        {
            return null;
        }

        var seen = new Sighting { System = "traefik", Time = LogTimes.Iso(text).Utc ?? line.CarrierTime };
        if (Messages.Find(text) is { } own)
        {
            return seen with { Code = own.Code, Quote = Excerpt.From(text, own.At(text)) };
        }

        // Any other program that logs in this form is written in Go, too.
        var system = isTraefik ? "traefik" : "go";
        seen = seen with { System = system };
        return GoTexts.Find(Texts, text) is { } rule
            ? seen with { Code = $"{system}:{rule.Code["go:".Length..]}", Status = Status(text), Quote = Excerpt.From(text, Math.Max(0, text.IndexOf("50", StringComparison.Ordinal))) }
            : seen;
    }

    /// <summary>The status of <c>502 Bad Gateway</c> in a message; null when there is none.</summary>
    public static int? Status(string text) => Caused().Match(text) is { Success: true } match ? Excerpt.Status(match.Groups["status"].Value) : null;

    [GeneratedRegex(@"(?<status>499|50[0-4]) (?:Bad Gateway|Gateway Timeout|Internal Server Error|Service Unavailable|Client Closed Request)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Caused();

    [GeneratedRegex(@"^time=""\d{4}-\d\d-\d\dT[^""]{5,40}"" level=\w{4,8} msg=", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Logfmt();
}
