using System.Net;
using System.Net.Sockets;
using Goodgate.Gateway.Resolving;
using Goodgate.Gateway.Settings;
using Goodgate.Gateway.Sockets;
using Goodgate.Gateway.Upstreams.UnixSockets;
using Goodgate.Gateway.Workers;
using Goodgate.Verdicts.Observations;

namespace Goodgate.Gateway.Upstreams;

/// <summary>Opens connections to servers: name, address, socket, TLS; each with its own limit and its own failure.</summary>
/// <param name="watch">Limits of time.</param>
/// <param name="resolver">Gives the resolver in force.</param>
public sealed class Connector(Watch watch, Func<Resolver> resolver)
{
    private TimeProvider Time => watch.Time;

    /// <summary>Opens one connection. The pool's place must have been taken (<see cref="ConnectionPool.TryOpen"/>); on failure it is given back.</summary>
    public ValueTask<ConnectResult> OpenAsync(Server server, Upstream upstream, PhaseTimes times)
    {
        if (server.UnixAddress is not { } address)
        {
            return OpenWaitingAsync(server, upstream, times, null);
        }

        // Done at once, or failed: PHP-FPM is met anew for each request, and most of what it would take to wait is more than the request.
        var began = Time.GetTimestamp();
        var socket = PolledSocket.ConnectUnix(address, out var error);
        times.Connect = Time.GetElapsedTime(began);
        return socket is not null ? new ValueTask<ConnectResult>(Opened(server, upstream, new PlainTransport(socket, server.Address.SocketPath!)))
            : OpenWaitingAsync(server, upstream, times, new Dialed(new UnixDomainSocketEndPoint(server.Address.SocketPath!), null, error, times.Connect));
    }

    private async ValueTask<ConnectResult> OpenWaitingAsync(Server server, Upstream upstream, PhaseTimes times, Dialed? failed)
    {
        ConnectResult result;
        try
        {
            result = failed is null ? await OpenCoreAsync(server, upstream, times)
                : new ConnectResult(null, await WithEvidenceAsync(NotConnected(server, upstream.Settings, [failed], times.Connect), server));
        }
        catch (SocketException e)
        {
            result = new ConnectResult(null, Failed(server, Phase.Connect, e.SocketErrorCode, TimeSpan.Zero, null) with { Detail = e.Message });
        }
        catch
        {
            server.Pool.NotOpened();
            throw;
        }

        if (result.Connection is null)
        {
            server.Pool.NotOpened();
        }

        return result;
    }

    private async Task<ConnectResult> OpenCoreAsync(Server server, Upstream upstream, PhaseTimes times)
    {
        var settings = upstream.Settings;
        var (targets, unresolved) = await FindAsync(server, settings, times);
        if (unresolved is not null)
        {
            return new ConnectResult(null, unresolved);
        }

        var began = Time.GetTimestamp();
        var (winner, failed) = await HappyEyeballs.ConnectAsync(targets, settings.Timeouts.Connect, Time);
        times.Connect = Time.GetElapsedTime(began);
        if (winner?.Socket is null)
        {
            resolver().Invalidate(server.Address.Host);
            return new ConnectResult(null, NotConnected(server, settings, failed, times.Connect));
        }

        var plain = new PlainTransport(winner.Socket, winner.Peer);
        return upstream.Tls is { } tls && server.Address.IsTls
            ? await SecureAsync(server, upstream, plain, tls, times)
            : Opened(server, upstream, plain);
    }

    private ConnectResult Opened(Server server, Upstream upstream, PlainTransport plain)
    {
        Transport transport = upstream.Workers is null ? plain : new WorkerTransport(plain, Time);
        var retired = server.Pool.TakeRetired();
        retired?.Reopen(transport);
        return new ConnectResult(retired ?? new UpstreamConnection(server, transport, watch), null);
    }

    private async Task<ConnectResult> SecureAsync(Server server, Upstream upstream, PlainTransport plain, UpstreamTls tls, PhaseTimes times)
    {
        var began = Time.GetTimestamp();
        var (transport, failure) = await TlsHandshake.RunAsync(plain, tls, server.Address, upstream.Settings.Timeouts.Tls, Time);
        times.Tls = Time.GetElapsedTime(began);
        return transport is not null
            ? new ConnectResult(new UpstreamConnection(server, transport, watch), null)
            : new ConnectResult(null, failure! with { Server = server.Address.Url, Peer = plain.Peer, Reused = false, BytesSent = 0 });
    }

    private async Task<(IReadOnlyList<EndPoint> Targets, Observation? Failure)> FindAsync(Server server, UpstreamSettings settings, PhaseTimes times)
    {
        var address = server.Address;
        var limit = settings.Timeouts.Dns;
        var began = Time.GetTimestamp();
        var found = await resolver().ResolveAsync(address.Host, limit, CancellationToken.None);
        times.Resolve = Time.GetElapsedTime(began);
        if (found.Succeeded)
        {
            return ([.. found.Addresses.Select(one => new IPEndPoint(one, address.Port))], null);
        }

        var failure = found.Failure.AddTo(Failed(server, Phase.Resolve, SocketError.Success, times.Resolve, null) with { Facts = [new Fact("name", address.Host)] });
        return ([], failure.Happening == Happening.TimedOut ? failure with { Limit = new LimitFact("timeouts.dns", Durations.Text(limit)) } : failure);
    }

    private static Observation NotConnected(Server server, UpstreamSettings settings, List<Dialed> failed, TimeSpan elapsed)
    {
        // An answer says more than silence: a refusal on one address outweighs a timeout on another.
        var telling = failed.FirstOrDefault(one => one.Error != SocketError.OperationAborted);
        if (telling is null)
        {
            return Failed(server, Phase.Connect, SocketError.TimedOut, elapsed, failed.Count > 0 ? failed[^1].Peer : null) with
            {
                Happening = Happening.TimedOut,
                Errno = null,
                Limit = new LimitFact("timeouts.connect", Durations.Text(settings.Timeouts.Connect)),
                Facts = OtherAddresses(failed, null),
            };
        }

        return Failed(server, Phase.Connect, telling.Error, telling.Elapsed, telling.Peer) with { Facts = OtherAddresses(failed, telling) };
    }

    private static async ValueTask<Observation> WithEvidenceAsync(Observation seen, Server server) =>
        server.Address.SocketPath is { } path ? seen with { Facts = [.. seen.Facts, .. await server.Looks.FactsAsync(path, seen.Happening)] } : seen;

    private static List<Fact> OtherAddresses(List<Dialed> failed, Dialed? told) =>
        [.. failed.Where(one => one != told).Select(one => new Fact("also-tried", $"{one.Peer}: {Word(one.Error)}"))];

    private static string Word(SocketError error) => error == SocketError.OperationAborted ? "no answer" : error.ToString();

    private static Observation Failed(Server server, Phase phase, SocketError error, TimeSpan elapsed, string? peer) => new()
    {
        Source = Source.Gateway,
        Phase = phase,
        Happening = SocketFailure.Name(error, server.Address.SocketPath),
        Errno = SocketFailure.Errno(error, server.Address.SocketPath),
        Server = server.Address.Url,
        Peer = peer ?? server.Address.ToString(),
        Elapsed = elapsed,
        Reused = false,
        BytesSent = 0,
        BytesReceived = 0,
    };
}
