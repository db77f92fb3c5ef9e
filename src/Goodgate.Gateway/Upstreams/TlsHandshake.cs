using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Goodgate.Gateway.Sockets;
using Goodgate.Gateway.Settings;
using Goodgate.Verdicts.Observations;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Upstreams;

/// <summary>Makes the TLS handshake with a server, and finds out why one failed.</summary>
internal static class TlsHandshake
{
    /// <summary>Runs on the pool: a handshake costs milliseconds of CPU, which the event loops do not have.</summary>
    /// <returns>The transport, or the facts of the failure (without those of the server).</returns>
    public static async Task<(Transport? Transport, Observation? Failure)> RunAsync(
        PlainTransport plain, UpstreamTls tls, ServerAddress address, TimeSpan limit, TimeProvider time)
    {
        var began = time.GetTimestamp();
        var (options, check) = tls.For(address, time.GetUtcNow());
        var bytes = new SocketStream(plain);
        var stream = new SslStream(bytes, leaveInnerStreamOpen: false);
        using var deadline = new CancellationTokenSource(limit, time);
        try
        {
            await Task.Run(() => stream.AuthenticateAsClientAsync(options, deadline.Token), CancellationToken.None);
            return (new TlsTransport(plain, bytes, stream), null);
        }
        catch (Exception e) when (e is AuthenticationException or IOException or OperationCanceledException or InvalidOperationException or ObjectDisposedException)
        {
            var seen = new Observation { Source = Source.Gateway, Phase = Phase.Tls, Elapsed = time.GetElapsedTime(began) };
            var failure = deadline.IsCancellationRequested
                ? seen with { Happening = Happening.TimedOut, Limit = new LimitFact("timeouts.tls", Durations.Text(limit)), BytesReceived = bytes.First.Length }
                : Explain(seen, e, bytes, check);
            plain.Close();
            await stream.DisposeAsync();
            return (null, failure);
        }
    }

    private static Observation Explain(Observation seen, Exception e, SocketStream bytes, CertificateCheck check)
    {
        if (check.Problem is { } problem)
        {
            return seen with { Happening = problem, Facts = check.Facts };
        }

        var first = bytes.First;
        var looksLike = first.Length > 0 ? (first.StartsWith("HTTP/"u8) ? "http" : ForeignProtocol.Recognise(first)) : null;
        if (looksLike is not null and not "tls")
        {
            return seen with
            {
                Happening = Happening.TlsProtocol,
                Protocol = looksLike,
                BytesReceived = first.Length,
                Facts = [new Fact("first-bytes", Sample.Escape(first))],
            };
        }

        var detail = Deepest(e).Message;
        if (Alert(first, detail) is { } alert)
        {
            return seen with { Happening = Happening.TlsAlert, TlsAlert = alert, Detail = detail };
        }

        return FindSocketError(e) is { } error
            ? seen with { Happening = SocketFailure.Name(error), Errno = SocketErrors.Errno(error), Detail = detail, BytesReceived = first.Length }
            : seen with { Happening = first.Length == 0 || IsEof(e) ? Happening.Closed : Happening.TlsProtocol, Detail = detail, BytesReceived = first.Length };
    }

    // alert record: type 21, version, length 2, level, description (RFC 8446 §6); later ones are encrypted, and OpenSSL names them in its error.
    public static int? Alert(ReadOnlySpan<byte> first, string detail)
    {
        if (first.Length >= 7 && first[0] == 21 && first[1] == 3)
        {
            return first[6];
        }

        // OpenSSL reasons of received alerts are 1000 + the alert's number (openssl/sslerr.h); "error:0A000410" is reason 0x410.
        var start = detail.IndexOf("error:0A", StringComparison.OrdinalIgnoreCase);
        return start >= 0 && detail.Length >= start + 14
            && int.TryParse(detail.AsSpan(start + 8, 6), System.Globalization.NumberStyles.HexNumber, null, out var reason)
            && reason is >= 1000 and < 1256 ? reason - 1000 : null;
    }

    private static bool IsEof(Exception e) => e is IOException && e.InnerException is null;

    private static Exception Deepest(Exception e)
    {
        while (e.InnerException is { } inner)
        {
            e = inner;
        }

        return e;
    }

    private static SocketError? FindSocketError(Exception? e)
    {
        for (; e is not null; e = e.InnerException)
        {
            if (e is SocketException socket)
            {
                return socket.SocketErrorCode;
            }
        }

        return null;
    }
}
