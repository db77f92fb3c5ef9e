using System.Globalization;
using Goodgate.Verdicts.Observations;

namespace Goodgate.Verdicts.Judging;

/// <summary>Parts of sentences. Everything that comes from outside passes <see cref="Short"/>, so one long name cannot push the evidence out of a summary.</summary>
internal static class Wording
{
    /// <summary>Characters of one foreign text inside a summary.</summary>
    private const int MaxPart = 90;

    public static string Short(string? text) => text is null ? "" : Evidence.Safe(text, MaxPart);

    /// <summary>The address used, else the server as configured.</summary>
    public static string Peer(Observation seen) => Short(seen.Peer ?? seen.Server ?? seen.Upstream ?? "the server");

    /// <summary>The server as configured, else the address used.</summary>
    public static string Server(Observation seen) => Short(seen.Server ?? seen.Peer ?? seen.Upstream ?? "the server");

    /// <summary>The name in the server's URL, without its port: what was looked up.</summary>
    public static string Name(Observation seen)
    {
        var server = seen.Server ?? seen.Host ?? "the server's name";
        var scheme = server.IndexOf("://", StringComparison.Ordinal);
        var name = scheme < 0 ? server : server[(scheme + 3)..];
        var port = name.LastIndexOf(':');
        return Short(port > name.LastIndexOf(']') ? name[..port] : name);
    }

    /// <summary><c> after 0.2 ms</c>, or nothing.</summary>
    public static string After(Observation seen) => Evidence.Duration(seen.Elapsed) is { } time ? $" after {time}" : "";

    /// <summary><c> within first_byte = 60s</c>, else what is known about the wait.</summary>
    public static string Within(Observation seen) => seen.Limit switch
    {
        null => After(seen),
        { } limit when Signs.IsTotal(limit) => $" within total = {Short(limit.Value)}, the limit of the whole exchange",
        { } limit => $" within {Short(limit.Setting)} = {Short(limit.Value)}",
    };

    /// <summary><c> (ECONNREFUSED)</c>; the usual one when the source gave no number.</summary>
    public static string Error(Observation seen, int? usual = null) =>
        (seen.Errno ?? usual) is { } number ? $" ({Errno.Symbol(number)})" : "";

    public static string By(Observation seen) => seen.Resolver is { } resolver ? $" by resolver {Short(resolver)}" : "";

    public static string Count(long? bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes:#,0}");

    /// <summary><c> (all 312 bytes of the request were accepted)</c>, or nothing.</summary>
    public static string RequestAccepted(Observation seen) =>
        seen.BytesSent is { } sent ? $" (all {Count(sent)} bytes of the request were accepted)" : "";

    /// <summary><c> (312 bytes of the request were sent)</c>, or nothing.</summary>
    public static string SentSoFar(Observation seen) => seen.BytesSent is { } sent ? $" ({Count(sent)} bytes of the request were sent)" : "";

    /// <summary><c>512 of 2,048 bytes</c>, as far as known.</summary>
    public static string BodySoFar(Observation seen) => (seen.BytesReceived, seen.BytesExpected) switch
    {
        ({ } got, { } promised) => $"{Count(got)} of {Count(promised)} bytes",
        ({ } got, null) => $"{Count(got)} bytes",
        (null, { } promised) => $"fewer than the promised {Count(promised)} bytes",
        _ => "a part",
    };

    /// <summary><c> (idle for 5.0 s)</c>, or nothing.</summary>
    public static string IdleFor(Observation seen) => Evidence.Duration(seen.Idle) is { } idle ? $" (idle for {idle})" : "";

    /// <summary><c>; LABEL VALUE</c> for a fact that is there, else nothing.</summary>
    public static string FactIf(Observation seen, string name, string label) =>
        Signs.Fact(seen, name) is { Length: > 0 } value ? $"; {label} {Short(value)}" : "";

    /// <summary><c>: what the source said</c>, or nothing.</summary>
    public static string Detail(Observation seen) => seen.Detail is { Length: > 0 } detail ? $": {Evidence.Safe(detail, 160)}" : "";

    /// <summary><c>timed-out</c> for TimedOut: the spelling of logs and JSON.</summary>
    public static string Kebab(Enum value)
    {
        var name = value.ToString();
        return string.Concat(name.Select((c, i) => char.IsAsciiLetterUpper(c) ? (i > 0 ? "-" : "") + char.ToLowerInvariant(c) : c.ToString()));
    }
}
