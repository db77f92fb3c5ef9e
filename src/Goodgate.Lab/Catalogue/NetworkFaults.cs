using Goodgate.Lab.Dns;
using Goodgate.Lab.Stages;
using Goodgate.Verdicts.Catalogue;

namespace Goodgate.Lab.Catalogue;

/// <summary>Faults before a connection exists: names, addresses, ports, Unix sockets.</summary>
internal static class NetworkFaults
{
    public static IReadOnlyList<Fault> All { get; } =
    [
        // RFC 6761 §6.4: .invalid never exists; the lab's resolver says so at once, where a machine without network would wait.
        new(CauseIds.DnsNameNotFound, CauseIds.DnsNameNotFound, "The server's name does not exist (NXDOMAIN).", 502, Named("name.invalid")),
        new("dns-name-not-found-no-address", CauseIds.DnsNameNotFound, "The server's name exists but has no address (empty NOERROR).", 502,
            Named(LabNames.NoAddress)),
        new(CauseIds.DnsServerFailure, CauseIds.DnsServerFailure, "The resolver answers SERVFAIL.", 502, Named(LabNames.ServerFailure)),
        new("dns-server-failure-refused", CauseIds.DnsServerFailure, "The resolver answers REFUSED.", 502, Named(LabNames.Refused)),
        new("dns-server-failure-not-implemented", CauseIds.DnsServerFailure, "The resolver answers NOTIMP.", 502, Named(LabNames.NotImplemented)),
        new(CauseIds.DnsTimeout, CauseIds.DnsTimeout, "The resolver does not answer.", 504, Named(LabNames.Silent)) { Speed = FaultSpeed.NeedsTimeout("dns") },
        new(CauseIds.ConnectRefused, CauseIds.ConnectRefused, "Nobody listens on the port.", 502, new ClosedPortStage()),
        new("connect-refused-dead-socket", CauseIds.ConnectRefused, "The Unix socket's file is there, its server is not.", 502,
            new UnixSocketStage(SocketTrouble.Dead)),
        new(CauseIds.ConnectTimeout, CauseIds.ConnectTimeout, "Connection attempts are dropped without an answer.", 504,
            new FullTcpQueueStage()) { Speed = FaultSpeed.NeedsTimeout("connect") },

        // Linux answers ENETUNREACH to a TCP connect to the broadcast address (tcp_v4_connect), whatever the routes are.
        new(CauseIds.RouteUnreachable, CauseIds.RouteUnreachable, "No route leads to the address.", 502, new UrlStage("http://255.255.255.255:80")),
        new(CauseIds.SocketMissing, CauseIds.SocketMissing, "The Unix socket does not exist.", 502, new UnixSocketStage(SocketTrouble.Missing)),
        new(CauseIds.SocketPermissionDenied, CauseIds.SocketPermissionDenied, "The Unix socket may not be opened (mode 000).", 502,
            new UnixSocketStage(SocketTrouble.Forbidden)),
        new(CauseIds.ListenQueueFull, CauseIds.ListenQueueFull, "The Unix socket's listen queue is full.", 503, new UnixSocketStage(SocketTrouble.Full)),
    ];

    private static UrlStage Named(string name) => new($"http://{name}:80", labResolver: true);
}
