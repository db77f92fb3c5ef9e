using System.Net;
using Goodgate.Gateway.Guard;

namespace Goodgate.Gateway.Inbound.Admission;

/// <summary>Connections by the address of their client.</summary>
internal sealed class AddressPlaces
{
    private readonly Dictionary<Subscriber, int> _places = [];

    /// <summary>Counts one more of an address, if it may have one.</summary>
    /// <param name="address">The client's.</param>
    /// <param name="most">Most it may have; 0 = no limit.</param>
    public bool TryEnter(IPAddress address, int most)
    {
        var key = Subscriber.Of(address);
        lock (_places)
        {
            var here = _places.GetValueOrDefault(key);
            if (most > 0 && here >= most)
            {
                return false;
            }

            _places[key] = here + 1;
            return true;
        }
    }

    /// <summary>One of an address has gone.</summary>
    public void Leave(IPAddress address)
    {
        var key = Subscriber.Of(address);
        lock (_places)
        {
            if (_places.GetValueOrDefault(key) is > 1 and var here)
            {
                _places[key] = here - 1;
            }
            else
            {
                _places.Remove(key);
            }
        }
    }
}
