using Goodgate.Verdicts.Catalogue;
using Goodgate.Verdicts.Observations;
using static Goodgate.Verdicts.Judging.Situation;
using static Goodgate.Verdicts.Judging.Wording;

namespace Goodgate.Verdicts.Judging.Rules;

/// <summary>Opening a connection, TCP or Unix.</summary>
internal static class ConnectRules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        new("prohibited", On(Happening.Prohibited), CauseIds.DestinationProhibited, Confidence.Certain,
            seen => $"{Server(seen)} resolves to {Peer(seen)}, an address the settings do not allow{FactIf(seen, FactNames.Rule, "rule")}"),

        new("refused-unix", On(Happening.Refused).InOrUnknown(Phase.Connect).If(Signs.IsUnixSocket), CauseIds.ConnectRefused, Confidence.Certain,
            seen => $"connect to {Peer(seen)} refused{Error(seen, Errno.Refused)}{After(seen)}: the socket file is there, but no process listens on it"),
        // With TCP Fast Open, and for some foreign logs, the refusal shows one phase later.
        new("refused", On(Happening.Refused).InOrUnknown(Phase.Connect, Phase.Tls, Phase.Send, Phase.FirstByte), CauseIds.ConnectRefused, Confidence.Certain,
            seen => $"connect to {Peer(seen)} refused{Error(seen, Errno.Refused)}{After(seen)}"),

        new("connect-timeout", On(Happening.TimedOut).In(Phase.Connect), CauseIds.ConnectTimeout, Confidence.Certain,
            seen => $"no answer to the connection attempt from {Peer(seen)}{Within(seen)}{KernelTimer(seen)}"),

        new("unreachable-ipv6", On(Happening.Unreachable).InOrUnknown(Phase.Connect).If(seen => Signs.IsIPv6(seen) && seen.Errno == Errno.NetworkUnreachable),
            CauseIds.RouteUnreachable, Confidence.Certain,
            seen => $"no route to {Peer(seen)} (ENETUNREACH){After(seen)}: this machine has no IPv6 route", Party.Operator),
        new("unreachable-blackhole", On(Happening.Unreachable).InOrUnknown(Phase.Connect).If(seen => seen.Errno == Errno.InvalidArgument),
            CauseIds.RouteUnreachable, Confidence.Certain,
            seen => $"connect to {Peer(seen)} failed (EINVAL){After(seen)}: a blackhole route of this machine discards what is sent there", Party.Operator),
        new("unreachable", On(Happening.Unreachable).InOrUnknown(Phase.Connect), CauseIds.RouteUnreachable, Confidence.Certain,
            seen => $"no route to {Peer(seen)}{Error(seen)}{After(seen)}"),
        new("unreachable-later", On(Happening.Unreachable).In(Phase.Tls, Phase.Send, Phase.FirstByte, Phase.Head, Phase.Body, Phase.Tunnel),
            CauseIds.RouteUnreachable, Confidence.Certain,
            seen => $"the route to {Peer(seen)} was lost on an open connection{Error(seen)}{After(seen)}"),

        new("socket-missing", On(Happening.NotFound).InOrUnknown(Phase.Connect).If(Signs.IsUnixSocket), CauseIds.SocketMissing, Confidence.Certain,
            seen => $"connect to {Peer(seen)} failed (ENOENT): the socket file does not exist{FactIf(seen, FactNames.SocketsThere, "there are")}"),
        new("socket-missing-unnamed", On(Happening.NotFound).InOrUnknown(Phase.Connect), CauseIds.SocketMissing, Confidence.Likely,
            seen => $"connect to {Peer(seen)} failed (ENOENT): only a Unix socket's file can be missing"),

        new("socket-denied", On(Happening.PermissionDenied).InOrUnknown(Phase.Connect).If(Signs.IsUnixSocket), CauseIds.SocketPermissionDenied,
            Confidence.Certain,
            seen => $"connect to {Peer(seen)} denied{Error(seen, Errno.AccessDenied)}: {(Signs.Fact(seen, FactNames.DeniedAt) is { } at ? Evidence.Safe(at, 300) : "owner, group, mode or SELinux label of the socket or a directory above it")}"),
        // eBPF programs of a cgroup answer EPERM. A packet filter does not: when its OUTPUT rule drops our SYN, Linux keeps the connect waiting.
        new("local-firewall", On(Happening.PermissionDenied).InOrUnknown(Phase.Connect).If(seen => seen.Errno == Errno.NotPermitted),
            CauseIds.FirewallOrWafInterference, Confidence.Certain,
            seen => $"connect to {Peer(seen)} not permitted (EPERM): a rule of this machine about who may connect where (eBPF of a container's network policy, a cgroup) forbade it"),
        // EACCES on a TCP connect can only be policy: SELinux, AppArmor or a prohibit route. No file is involved.
        new("local-policy", On(Happening.PermissionDenied).InOrUnknown(Phase.Connect).If(seen => seen.Errno == Errno.AccessDenied && seen.Peer is not null),
            CauseIds.GatewayMisconfigured, Confidence.Certain,
            seen => $"connect to {Peer(seen)} denied (EACCES): on TCP that is local policy (SELinux, AppArmor or a prohibit route), not the server;"
                + " with SELinux label the port http_port_t, or set httpd_can_network_connect"),
        new("denied", On(Happening.PermissionDenied).InOrUnknown(Phase.Connect), CauseIds.GatewayMisconfigured, Confidence.Likely,
            seen => $"connect to {Peer(seen)} denied{Error(seen)}: local policy if this is TCP, the socket file's permissions if it is a Unix socket"),

        new("listen-queue-full", On(Happening.QueueFull), CauseIds.ListenQueueFull, Confidence.Certain,
            seen => $"the listen queue of {Peer(seen)} is full{Error(seen, Errno.TryAgain)}{After(seen)}: more connections wait there than listen.backlog and somaxconn allow"),

        new("reset-in-connect", On(Happening.Reset).In(Phase.Connect), CauseIds.UpstreamReset, Confidence.Certain,
            seen => $"{Peer(seen)} reset the connection while it was being opened{Error(seen, Errno.ConnectionReset)}{After(seen)}"),
        new("closed-in-connect", On(Happening.Closed).In(Phase.Connect), CauseIds.UpstreamClosedBeforeResponse, Confidence.Likely,
            seen => $"{Peer(seen)} closed the connection before any request was sent{After(seen)}"),
        new("connect-answered-otherwise", On(Happening.OtherProtocol).In(Phase.Connect), CauseIds.WrongProtocolOnPort, Confidence.Certain,
            seen => $"{Peer(seen)} answered the connection with {Short(seen.Protocol ?? "another protocol")}"),
    ];

    private static string KernelTimer(Observation seen) => Signs.KernelGaveUp(seen) ? " (ETIMEDOUT: the operating system gave up)" : "";
}
