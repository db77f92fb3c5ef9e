using System.Net.Http;
using System.Net.Sockets;
using System.Security.Authentication;
using Goodgate.Gateway.Data;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Cli.Caching;

/// <summary>Why a site gave no answer, as a clause: what, where, and the next step. What .NET says of it sends people to an inner exception.</summary>
internal static class SiteTrouble
{
    private const int LongestHost = 120;

    /// <summary>Such as <c>nothing listens on 127.0.0.1:8080; start the gateway, or name its address with --connect</c>; without a full stop.</summary>
    /// <param name="failure">What asking threw.</param>
    /// <param name="address">What was asked for.</param>
    public static string Words(Exception failure, Uri address)
    {
        var where = Evidence.Printable($"{address.IdnHost}:{address.Port}", LongestHost);
        return (failure as HttpRequestException)?.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => $"no address was found for the name {Evidence.Printable(address.IdnHost, LongestHost)}; correct it, or name the gateway's address with --connect",
            HttpRequestError.ConnectionError => $"{Connecting(failure.InnerException as SocketException, where)}; start the gateway, or name its address with --connect",
            HttpRequestError.SecureConnectionError => failure.InnerException is AuthenticationException { InnerException: null }
                ? $"the certificate of {where} is not trusted here, or is of another name; ask by the name that is in it"
                : $"the TLS handshake with {where} failed; ask with http:// when that port speaks no TLS",
            HttpRequestError.ResponseEnded => "the connection ended before the answer was whole; ask again, and look at what goodgate run says of it",
            HttpRequestError.InvalidResponse => $"what came from {where} is no HTTP; is the port right?",
            HttpRequestError.ConfigurationLimitExceeded => "the answer is larger than is read here",
            _ => $"the connection broke ({FileTrouble.Reason(failure)}); ask again, and look at what goodgate run says of it",
        };
    }

    private static string Connecting(SocketException? refused, string where) => refused?.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => $"nothing listens on {where}",
        SocketError.HostUnreachable or SocketError.NetworkUnreachable => $"there is no way to {where}",
        SocketError.TimedOut => $"{where} does not answer",
        _ => $"no connection to {where}{(refused is null ? "" : $" ({refused.Message})")}",
    };
}
