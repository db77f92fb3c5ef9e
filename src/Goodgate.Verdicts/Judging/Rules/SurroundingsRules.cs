using Goodgate.Verdicts.Catalogue;
using Goodgate.Verdicts.Observations;
using static Goodgate.Verdicts.Judging.Situation;
using static Goodgate.Verdicts.Judging.Wording;

namespace Goodgate.Verdicts.Judging.Rules;

/// <summary>Causes beside the exchange: mostly seen by probes that compare several views of one site.</summary>
internal static class SurroundingsRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        new("interference", On(Happening.Interference), CauseIds.FirewallOrWafInterference, Confidence.Likely,
            seen => $"something between us and {Server(seen)} interfered{FactIf(seen, FactNames.Server, "Server:")}{Detail(seen)}"),
        new("stored-error", On(Happening.StoredError), CauseIds.CachedErrorPage, Confidence.Certain,
            seen => $"a stored error page was served again{Status(seen)}{Detail(seen)}"),
        new("stale-address", On(Happening.StaleAddress), CauseIds.StaleDnsAddress, Confidence.Certain,
            seen => $"{Peer(seen)} is in use, but {Name(seen)} has another address now{FactIf(seen, FactNames.CurrentAddress, "now")}{Detail(seen)}"),
        new("visitor-local", On(Happening.VisitorLocal), CauseIds.VisitorLocalGlitch, Confidence.Likely,
            seen => $"the site answers others; the trouble is on this visitor's side{Detail(seen)}"),
        new("cdn-mismatch", On(Happening.CdnMismatch), CauseIds.CdnOriginMismatch, Confidence.Likely,
            seen => $"the CDN and the origin behind it disagree{Status(seen)}{Detail(seen)}"),
    ];

    private static string Status(Observation seen) => (seen.ClientStatus, seen.UpstreamStatus) switch
    {
        ({ } edge, { } origin) => $" ({edge} to visitors, {origin} from the origin)",
        ({ } edge, null) => $" ({edge})",
        _ => "",
    };
}
