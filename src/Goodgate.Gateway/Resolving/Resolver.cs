using System.Globalization;
using System.Net;
using Goodgate.Gateway.Settings;
using Goodgate.Wire.Dns;

namespace Goodgate.Gateway.Resolving;

/// <summary>
/// Finds the addresses of a server's name: an address means itself, <c>localhost</c> this machine, then the hosts file, then what DNS said
/// lately, then DNS. Failures are values that say who was asked and what they said. Safe to use from many threads.
/// </summary>
/// <param name="settings">The <c>dns</c> part of the settings.</param>
/// <param name="time">Clock of life times and limits.</param>
/// <param name="port">Port of the servers in resolv.conf, which has no words for it.</param>
public sealed class Resolver(DnsSettings settings, TimeProvider time, int port = 53)
{
    /// <summary>No lookup takes longer, whatever the limit: resolv.conf's own maximum for a server is 30 s.</summary>
    private static readonly TimeSpan MaxLimit = TimeSpan.FromSeconds(60);

    /// <summary>4 MiB hold the 100,000 names the hosts file may have.</summary>
    private const int MaxHostsBytes = 4 * 1024 * 1024;

    /// <summary>resolv.conf has a handful of lines.</summary>
    private const int MaxConfBytes = 64 * 1024;

    private const string Localhost = "localhost";

    private static readonly IPAddress[] Loopback = [IPAddress.Loopback, IPAddress.IPv6Loopback];

    private readonly WatchedFile<HostsFile> _hosts = new(settings.HostsFile, MaxHostsBytes, file => HostsFile.Parse(file.Text), time);

    private readonly WatchedFile<StubResolver> _stub =
        new(settings.ResolvConf, MaxConfBytes, file => new StubResolver(NameserverSet.From(settings, file, port, time), time), time);

    /// <summary>
    /// Finds the addresses of <paramref name="host"/>. Answers that are known come at once, without allocation of a task.
    /// </summary>
    /// <param name="host">A name, absolute when it ends in a dot; an address, with or without brackets.</param>
    /// <param name="limit">Time for all tries together; at most a minute is taken.</param>
    /// <param name="cancel">Ends the waiting, not the lookup: others may wait for it.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancel"/> was cancelled.</exception>
    public ValueTask<Resolution> ResolveAsync(string host, TimeSpan limit, CancellationToken cancel)
    {
        if (Itself(host) is { } itself)
        {
            return new ValueTask<Resolution>(itself);
        }

        return _hosts.Fresh is { } hosts && _stub.Fresh is { } stub && Known(host, hosts, stub) is { } known
            ? new ValueTask<Resolution>(known)
            : LookUpAsync(host, limit < MaxLimit ? limit : MaxLimit, cancel);
    }

    /// <summary>Forgets what DNS said of <paramref name="host"/>, because connecting to it failed; answers of the last second stay.</summary>
    public void Invalidate(string host) => _stub.Known?.Forget(host);

    private async ValueTask<Resolution> LookUpAsync(string host, TimeSpan limit, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var started = time.GetTimestamp();
        if (DnsName.Check(host) is var wrong and not DnsNameViolation.None)
        {
            return Failed(host, ResolutionFailureKind.NameNotFound, started, $"{Short(host)} is not a host name: {Words(wrong)}");
        }

        try
        {
            var patience = limit > TimeSpan.Zero ? limit : TimeSpan.Zero;
            var hosts = await _hosts.GetAsync(patience, cancel);
            var stub = await _stub.GetAsync(patience, cancel);
            return Known(host, hosts, stub) ?? await stub.LookUpAsync(host, limit - time.GetElapsedTime(started), cancel);
        }
        catch (TimeoutException)
        {
            var took = string.Create(CultureInfo.InvariantCulture, $"took longer than {limit.TotalMilliseconds:0} ms");
            return Failed(host, ResolutionFailureKind.TimedOut, started, $"reading {settings.HostsFile} and {settings.ResolvConf} {took}");
        }
    }

    private Resolution? Itself(string host)
    {
        var bare = host.StartsWith('[') && host.EndsWith(']') ? host.AsSpan(1, host.Length - 2) : host;
        if (IpLiteral.TryParse(bare, out var address))
        {
            return Always(host, ResolutionOrigin.Literal, [address]);
        }

        // RFC 6761 §6.3: never anything else, whatever a file says. IPv4 first: what listens on one family only mostly listens on that one.
        return bare.TrimEnd('.').Equals(Localhost, StringComparison.OrdinalIgnoreCase) ? Always(host, ResolutionOrigin.Loopback, Loopback) : null;
    }

    private Resolution? Known(string host, HostsFile hosts, StubResolver stub)
    {
        var addresses = hosts.Find(host);
        if (addresses.Count > 0)
        {
            return new Resolution
            {
                Host = host,
                Origin = ResolutionOrigin.HostsFile,
                Addresses = Ordered(addresses),
                Made = time.GetUtcNow(),
                Life = WatchedFile<HostsFile>.Pause,
            };
        }

        return host.AsSpan().TrimEnd('.').EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
            ? Always(host, ResolutionOrigin.Loopback, Loopback)
            : stub.Remembered(host);
    }

    private static IReadOnlyList<IPAddress> Ordered(IReadOnlyList<IPAddress> addresses)
    {
        var ipv6 = addresses.Where(address => address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6).ToArray();
        return ipv6.Length == 0 || ipv6.Length == addresses.Count ? addresses : AddressOrder.Interleave(ipv6, [.. addresses.Except(ipv6)]);
    }

    private Resolution Always(string host, ResolutionOrigin origin, IReadOnlyList<IPAddress> addresses) =>
        new() { Host = host, Origin = origin, Addresses = addresses, Made = time.GetUtcNow(), Life = TimeSpan.MaxValue };

    private Resolution Failed(string host, ResolutionFailureKind kind, long started, string detail) => new()
    {
        Host = host,
        Origin = ResolutionOrigin.Network,
        Made = time.GetUtcNow(),
        Life = TimeSpan.Zero,
        Failure = new ResolutionFailure { Kind = kind, Elapsed = time.GetElapsedTime(started), Detail = detail },
    };

    private static string Short(string host) => host.Length <= 80 ? $"\"{host}\"" : $"\"{host[..80]}…\"";

    private static string Words(DnsNameViolation wrong) => wrong switch
    {
        DnsNameViolation.Empty => "it is empty",
        DnsNameViolation.EmptyLabel => "there is nothing between two dots",
        DnsNameViolation.LabelTooLong => $"a part between dots has more than {DnsName.MaxLabel} characters",
        DnsNameViolation.NameTooLong => $"it has more than {DnsName.MaxText} characters",
        _ => "only ASCII letters, digits, hyphen, underscore and dot can be in one; write other alphabets in their xn-- form",
    };
}
