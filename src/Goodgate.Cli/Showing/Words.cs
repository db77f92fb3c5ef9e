using System.Globalization;
using Goodgate.Verdicts.Catalogue;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Cli.Showing;

/// <summary>The catalogue's enums and numbers in words.</summary>
internal static class Words
{
    public static string Of(Party party) => party == Party.Cdn ? "CDN" : Lower(party);

    public static string Of(Severity severity) => Lower(severity);

    public static string Of(RepairTime time) => Lower(time);

    public static string Of(Skill skill) => skill == Skill.SiteOwner ? "site owner" : Lower(skill);

    public static string Of(Confidence confidence) => Lower(confidence);

    /// <summary>The id used in JSON: <c>site-owner</c>.</summary>
    public static string Id<T>(T value)
        where T : struct, Enum =>
        string.Concat(value.ToString().Select((c, i) => char.IsAsciiLetterUpper(c) ? (i > 0 ? "-" : "") + char.ToLowerInvariant(c) : c.ToString()));

    /// <summary><c>1,234</c>.</summary>
    public static string Count(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary><c>1 request</c>, <c>2 requests</c>.</summary>
    public static string Count(long number, string one) => $"{Count(number)} {one}{(number == 1 ? "" : "s")}";

    private static string Lower<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
