using Goodgate.Logs.Lines;
using Goodgate.Verdicts.Foreign;

namespace Goodgate.Logs.Systems;

/// <summary>What an entry of Envoy's access log says, text or JSON.</summary>
/// <param name="Status">Response code; 0 when none was sent.</param>
/// <param name="Flags">Response flags, comma-joined; <c>-</c> for none.</param>
/// <param name="Details">%RESPONSE_CODE_DETAILS%; null when the format has none.</param>
/// <param name="Transport">%UPSTREAM_TRANSPORT_FAILURE_REASON%; null when the format has none.</param>
/// <param name="Host">%UPSTREAM_HOST%; null when the format has none.</param>
internal sealed record EnvoyFacts(int? Status, string Flags, string? Details, string? Transport, string? Host);

/// <summary>Chooses the code: details say more than flags, and a transport reason says what UF leaves open.</summary>
internal static class EnvoyCause
{
    private const string Before = "upstream_reset_before_response_started";

    /// <summary>Flags that stand beside another one, which names the failure; they speak only alone.</summary>
    private static readonly HashSet<string> Companions = new(StringComparer.Ordinal) { "URX", "UpstreamRetryLimitExceeded", "DI", "DelayInjected", "RFCF", "ResponseFromCacheFilter" };

    /// <summary>True for <c>-</c> and a list of flags of which one at least is known: a newer Envoy has more.</summary>
    public static bool AreFlags(string text) => text == "-" || text.Split(',').Any(IsKnown);

    public static Sighting Of(EnvoyFacts facts, Sighting seen)
    {
        var status = facts.Status is >= 100 ? facts.Status : null;
        seen = seen with { Status = status, Peer = facts.Host is { Length: > 1 } ? facts.Host : null };
        var flags = facts.Flags.Split(',').Where(flag => flag is not ("-" or "")).ToArray();
        var known = Array.FindAll(flags, IsKnown);
        var named = Array.Find(known, flag => !Companions.Contains(flag)) ?? known.FirstOrDefault();
        var code = ByDetails(facts, named, status);
        if (code is null && known.Length == 0 && flags.Length > 0)
        {
            return status >= 500 ? seen with { Decides = "%RESPONSE_CODE_DETAILS%, or the manual of this Envoy: the flag is not known here", Quote = Quote(facts) } : seen;
        }

        code ??= ByFlag(facts, named, status);
        return code is null ? seen : seen with { Code = code, Quote = Quote(facts) };
    }

    private static bool IsKnown(string flag) => flag is "RFCF" or "ResponseFromCacheFilter" || ForeignCodes.Find($"envoy:{flag}") is not null;

    private static string? ByDetails(EnvoyFacts facts, string? flag, int? status)
    {
        if (facts.Details is not { Length: > 1 } details)
        {
            return null;
        }

        if (details == "via_upstream")
        {
            return status >= 500 && flag is null or "URX" or "UpstreamRetryLimitExceeded" && status >= 500 ? "envoy:via_upstream" : null;
        }

        if (details == "direct_response" && status < 500)
        {
            return null;
        }

        // Istio writes the transport reason in a field of its own, and Envoy's body puts it into the braces.
        var whole = facts.Transport is { Length: > 1 } transport && details.EndsWith('}') && !details.Contains('|', StringComparison.Ordinal) ? $"{details[..^1]}|{transport}}}" : details;
        return ForeignCodes.Find($"envoy:{Cut(whole)}") is not null ? $"envoy:{Cut(whole)}" : null;
    }

    private static string? ByFlag(EnvoyFacts facts, string? flag, int? status)
    {
        switch (flag)
        {
            case null when status >= 500:
                return facts.Details == "via_upstream" || facts.Host is null or { Length: > 1 } ? "envoy:-" : "envoy:direct_response";
            case null or "RFCF" or "ResponseFromCacheFilter":
                return null;
            case "UAEX" or "UnauthorizedExternalService" when status is < 500:
                return "envoy:ext_authz_denied";
            case "DI" or "DelayInjected" when status is < 500:
                return null;
            case "URX" or "UpstreamRetryLimitExceeded" when facts.Details == "via_upstream" || facts.Transport is null && status is >= 500 && facts.Host is { Length: > 1 }:
                return facts.Details == "via_upstream" ? "envoy:via_upstream" : $"envoy:{flag}";
        }

        return flag is "UF" or "UpstreamConnectionFailure" && facts.Transport is { Length: > 1 } transport
            ? $"envoy:{Cut($"{Before}{{remote_connection_failure|{transport}}}")}"
            : $"envoy:{flag}";
    }

    // The table looks at 256 characters; the reason stands in front.
    private static string Cut(string code) => code.Length <= 240 ? code : code[..239] + "}";

    private static string Quote(EnvoyFacts facts) =>
        Excerpt.From($"{facts.Flags} {facts.Details} {facts.Transport}".Trim().Replace("  ", " ", StringComparison.Ordinal), 0);
}
