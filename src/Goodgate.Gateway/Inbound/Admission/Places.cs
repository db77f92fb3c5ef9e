using System.Net;
using System.Net.Sockets;
using Goodgate.Gateway.Descriptors;
using Goodgate.Gateway.Observing;
using Goodgate.Gateway.Routing;

namespace Goodgate.Gateway.Inbound.Admission;

/// <summary>Decides whether there is a place for one more connection of a client. The limits are those of the settings in force.</summary>
/// <param name="model">Settings in force.</param>
/// <param name="counts">Connections open.</param>
internal sealed class Places(Func<GatewayModel> model, ConnectionCounts counts)
{
    private readonly AddressPlaces _addresses = new();

    /// <summary>Takes a place.</summary>
    /// <param name="socket">The connection.</param>
    /// <param name="from">The client's address; null for a Unix socket.</param>
    /// <returns>Why there is none; null when it has one, to be given back with <see cref="Leave"/>.</returns>
    public Turnaway? Enter(Socket socket, IPAddress? from)
    {
        var limit = DescriptorLimit.Current;
        if (DescriptorReserve.IsTouchedBy(socket, limit))
        {
            return Turnaway.NoDescriptors;
        }

        var now = model();
        if (!counts.TryOpen(now.Client.MaxConnections > 0 ? now.Client.MaxConnections : DescriptorShare.Clients(limit)))
        {
            return Turnaway.Full;
        }

        // A trusted proxy speaks for many. All are counted, so that a limit that comes with a reload knows who is here.
        if (from is not null && !_addresses.TryEnter(from, IsTrusted(now, from) ? 0 : now.Client.MaxConnectionsPerAddress))
        {
            counts.Closed();
            return Turnaway.TooManyOfOne;
        }

        return null;
    }

    /// <summary>Gives a place back.</summary>
    public void Leave(IPAddress? from)
    {
        counts.Closed();
        if (from is not null)
        {
            _addresses.Leave(from);
        }
    }

    private static bool IsTrusted(GatewayModel model, IPAddress from)
    {
        var plain = from.IsIPv4MappedToIPv6 ? from.MapToIPv4() : from;
        for (var i = 0; i < model.TrustedProxies.Count; i++)
        {
            if (model.TrustedProxies[i].Contains(plain))
            {
                return true;
            }
        }

        return false;
    }
}
