using Goodgate.Verdicts.Catalogue;

namespace Goodgate.EndToEnd.RealServers;

/// <summary>One way in which a network keeps a gateway from a server, and what the gateway must say of it.</summary>
/// <param name="Name">Path at the gateway, and name of the upstream.</param>
/// <param name="Server">Where the gateway connects to; a port of 127.0.0.1 has a real server behind the rule.</param>
/// <param name="Cause">Id of the cause.</param>
/// <param name="Summary">What the verdict says.</param>
internal sealed record Block(string Name, string Server, string Cause, string Summary)
{
    /// <summary>nftables statement for packets to the server's port; null = none.</summary>
    public string? Filter { get; init; }

    /// <summary>Chain of the statement: <c>input</c> at the server's door, <c>output</c> at the gateway's.</summary>
    public string Chain { get; init; } = "input";

    /// <summary>Arguments of <c>ip route add</c>; null = none.</summary>
    public string? Route { get; init; }

    /// <summary>The error number in the evidence; null = none, nobody said anything.</summary>
    public string? Errno { get; init; }

    public Party Party { get; init; } = Party.Network;

    public int Port => new Uri(Server).Port;

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Block> All { get; } = [.. Filters, .. Routes];

    private static IReadOnlyList<Block> Filters =>
    [
        new("drop", "http://127.0.0.1:8081", CauseIds.ConnectTimeout, "no answer to the connection attempt from 127.0.0.1:8081 within timeouts.connect = 500ms")
        {
            Filter = "drop",
        },
        // Linux does not tell a TCP connect that its own SYN was dropped on the way out.
        new("drop-on-the-way-out", "http://127.0.0.1:8082", CauseIds.ConnectTimeout, "no answer to the connection attempt from 127.0.0.1:8082")
        {
            Filter = "drop",
            Chain = "output",
        },
        new("reject-by-reset", "http://127.0.0.1:8083", CauseIds.ConnectRefused, "connect to 127.0.0.1:8083 refused (ECONNREFUSED)")
        {
            Filter = "reject with tcp reset",
            Errno = "ECONNREFUSED (111)",
            Party = Party.Operator,
        },
        new("reject", "http://127.0.0.1:8084", CauseIds.ConnectRefused, "connect to 127.0.0.1:8084 refused (ECONNREFUSED)")
        {
            Filter = "reject with icmp type port-unreachable",
            Errno = "ECONNREFUSED (111)",
            Party = Party.Operator,
        },
        // What firewalld and many cloud images answer.
        new("reject-as-prohibited", "http://127.0.0.1:8085", CauseIds.RouteUnreachable, "no route to 127.0.0.1:8085 (EHOSTUNREACH)")
        {
            Filter = "reject with icmp type admin-prohibited",
            Errno = "EHOSTUNREACH (113)",
        },
        new("reject-as-no-network", "http://127.0.0.1:8086", CauseIds.RouteUnreachable, "no route to 127.0.0.1:8086 (ENETUNREACH)")
        {
            Filter = "reject with icmp type net-unreachable",
            Errno = "ENETUNREACH (101)",
        },
    ];

    private static IReadOnlyList<Block> Routes =>
    [
        new("unreachable-route", "http://10.8.0.1:80", CauseIds.RouteUnreachable, "no route to 10.8.0.1:80 (EHOSTUNREACH)")
        {
            Route = "unreachable 10.8.0.0/16",
            Errno = "EHOSTUNREACH (113)",
        },
        new("no-route", "http://10.6.0.1:80", CauseIds.RouteUnreachable, "no route to 10.6.0.1:80 (ENETUNREACH)") { Errno = "ENETUNREACH (101)" },
        new("no-ipv6-route", "http://[2001:db8::1]:80", CauseIds.RouteUnreachable, "this machine has no IPv6 route")
        {
            Errno = "ENETUNREACH (101)",
            Party = Party.Operator,
        },
        new("prohibit-route", "http://10.7.0.1:80", CauseIds.GatewayMisconfigured, "connect to 10.7.0.1:80 denied (EACCES): on TCP that is local policy")
        {
            Route = "prohibit 10.7.0.0/16",
            Errno = "EACCES (13)",
            Party = Party.Operator,
        },
        new("blackhole-route", "http://10.9.0.1:80", CauseIds.RouteUnreachable, "connect to 10.9.0.1:80 failed (EINVAL)")
        {
            Route = "blackhole 10.9.0.0/16",
            Errno = "EINVAL (22)",
            Party = Party.Operator,
        },
    ];
}
