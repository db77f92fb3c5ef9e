using Goodgate.Verdicts.Catalogue;
using Goodgate.Verdicts.Observations;
using static Goodgate.Verdicts.Judging.Situation;
using static Goodgate.Verdicts.Judging.Wording;

namespace Goodgate.Verdicts.Judging.Rules;

/// <summary>What goes wrong on the gateway itself.</summary>
internal static class GatewayRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        // EADDRNOTAVAIL means "no free source port" for IPv4, but "this machine has no IPv6 address" far more often for IPv6: localhost → ::1 in a container.
        new("no-ipv6-here", On(Happening.OutOfResources).If(seen => seen.Errno == Errno.AddressNotAvailable && Signs.IsIPv6(seen)),
            CauseIds.RouteUnreachable, Confidence.Likely,
            seen => $"connect to {Peer(seen)} failed (EADDRNOTAVAIL): this machine has no IPv6 address to connect from; use the IPv4 address, or turn IPv6 on",
            Party.Operator),
        new("out-of-resources", On(Happening.OutOfResources), CauseIds.GatewayOutOfResources, Confidence.Certain,
            seen => $"the gateway ran out of {Resource(seen)}{Error(seen)}: {Remedy(seen)}{Detail(seen)}"),
        new("misconfigured", On(Happening.Misconfigured), CauseIds.GatewayMisconfigured, Confidence.Certain,
            seen => $"the settings make this request impossible{FactIf(seen, FactNames.Setting, "setting")}{FactIf(seen, FactNames.Rule, "at")}{Detail(seen)}"),
        new("file-not-found", On(Happening.NotFound).In(Phase.Request, Phase.Routing, Phase.Resolve, Phase.Tls), CauseIds.GatewayMisconfigured,
            Confidence.Likely, seen => $"a file that the settings name does not exist (ENOENT){FactIf(seen, FactNames.Setting, "setting")}{Detail(seen)}"),
        new("file-shorter", On(Happening.FileUnreadable).In(Phase.Deliver).If(seen => seen.BytesExpected > seen.BytesReceived), CauseIds.SiteFilesUnreadable,
            Confidence.Certain,
            seen => $"reading {Short(Signs.Fact(seen, FactNames.File) ?? "a file of the site")} ended after {BodySoFar(seen)}{Detail(seen)}"),
        new("file-unreadable", On(Happening.FileUnreadable), CauseIds.SiteFilesUnreadable, Confidence.Certain,
            seen => $"{Short(Signs.Fact(seen, FactNames.File) ?? "a file of the site")} cannot be opened{Error(seen)}{Detail(seen)}"),
        new("stored-page-unreadable", On(Happening.StoredPageUnreadable), CauseIds.StoredPageUnreadable, Confidence.Certain,
            seen => $"a page from the cache was broken off after {BodySoFar(seen)}{Error(seen)}{Detail(seen)}"),
        new("internal-error", On(Happening.InternalError), CauseIds.GatewayInternalError, Confidence.Certain,
            seen => $"a defect of the gateway{Detail(seen)}"),
    ];

    private static string Resource(Observation seen) => Signs.Fact(seen, FactNames.Resource) is { Length: > 0 } named ? Short(named) : seen.Errno switch
    {
        Errno.TooManyFiles => "file descriptors of this process",
        Errno.FileTableFull => "file descriptors of the whole system",
        Errno.AddressNotAvailable => "source ports",
        Errno.OutOfMemory or Errno.NoBuffers => "memory",
        Errno.TryAgain => "processes or threads",
        _ => "a resource",
    };

    private static string Remedy(Observation seen) => Signs.Fact(seen, FactNames.Setting) is { Length: > 0 } setting ? $"raise {Short(setting)}" : seen.Errno switch
    {
        Errno.TooManyFiles => "raise LimitNOFILE (systemd) or ulimit -n",
        Errno.FileTableFull => "raise sysctl fs.file-max",
        Errno.AddressNotAvailable => "keep connections open (pool), add server addresses, widen sysctl net.ipv4.ip_local_port_range",
        Errno.OutOfMemory => "free or add memory; look for a container memory limit",
        Errno.NoBuffers => "raise sysctl net.core.wmem_max and net.ipv4.tcp_mem, or free memory",
        Errno.TryAgain => "raise TasksMax (systemd) or the container's pids limit",
        _ => "look at limits of files, ports, memory and workers",
    };
}
