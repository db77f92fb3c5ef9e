using System.Net;
using System.Net.Sockets;
using Goodgate.Gateway.Admin;
using Goodgate.Gateway.Settings;

namespace Goodgate.Gateway.Inbound.Listening;

/// <summary>Tries whether an address could be listened on now: it is bound and given back at once, and never listened on, so that nobody connects meanwhile.</summary>
public static class ListenTrial
{
    /// <summary>Why it could not; null when it could. Unix sockets are not tried: what is in their way is a file, see <see cref="UnixListener"/>.</summary>
    public static ListenException? Refusal(ListenSettings listen)
    {
        var isBound = false;
        foreach (var endpoint in ListenAddress.Parse(listen).EndPoints.OfType<IPEndPoint>())
        {
            var failure = Failure(endpoint);

            // "localhost" on a machine without IPv6.
            if (failure is not null && !(isBound && failure.SocketErrorCode is SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported))
            {
                return new ListenException(listen.Url, endpoint, failure);
            }

            isBound = true;
        }

        return null;
    }

    /// <summary>The same for the admin port.</summary>
    /// <exception cref="ArgumentException">The address cannot be read, or needs a token.</exception>
    public static ListenException? Refusal(AdminSettings admin)
    {
        if (AdminAddress.Parse(admin) is not { } address)
        {
            return null;
        }

        var endpoint = new IPEndPoint(address.Addresses[0], address.Port);
        return Failure(endpoint) is { } failure ? AdminHost.Refused(admin, AdminNames.OfSettings, endpoint, failure) : null;
    }

    private static SocketException? Failure(IPEndPoint endpoint)
    {
        try
        {
            ListenSocket.Bind(endpoint).Dispose();
            return null;
        }
        catch (SocketException failure)
        {
            return failure;
        }
    }
}
