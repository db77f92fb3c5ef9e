using System.Net;
using Goodgate.Gateway.Settings;
using Goodgate.Wire.Dns;

namespace Goodgate.Gateway.Resolving;

/// <summary>
/// The servers to ask and how: settings and resolv.conf combined. Replaced whole when the file changes;
/// the only thing that moves is which server is asked first.
/// </summary>
internal sealed class NameserverSet
{
    /// <summary>Tries of one question: at least three, so that one lost packet does not cost the lookup; at most eight sockets.</summary>
    private const int MinTries = 3;
    private const int MaxTries = 8;

    /// <summary>Most servers taken from the settings: more would never be asked.</summary>
    private const int MaxServers = MaxTries;

    /// <summary>How long a server that stays silent is asked last. Not for good: the first server may know names the second does not.</summary>
    private static readonly TimeSpan Preference = TimeSpan.FromSeconds(30);

    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private int _first;
    private long _preferredAt;

    private NameserverSet(IReadOnlyList<IPEndPoint> servers, ResolvConf conf, TimeProvider time)
    {
        (Servers, Conf) = (servers, conf);
        _time = time;
    }

    /// <summary>Servers in their order; empty when there are none to ask.</summary>
    public IReadOnlyList<IPEndPoint> Servers { get; }

    /// <summary>Search list, dots, timeout and attempts.</summary>
    public ResolvConf Conf { get; }

    /// <summary>Why there is no server, or only the one of last resort; null when all is well.</summary>
    public string? Problem { get; private init; }

    /// <summary>Combines settings and file. Servers of the settings win; the search list is the file's in any case.</summary>
    /// <param name="settings">The <c>dns</c> part of the settings file.</param>
    /// <param name="file">resolv.conf as read.</param>
    /// <param name="port">Port of the file's servers, which it cannot name: 53, but for tests.</param>
    /// <param name="time">Clock.</param>
    public static NameserverSet From(DnsSettings settings, WatchedText file, int port, TimeProvider time)
    {
        var conf = ResolvConf.Parse(file.Text);
        if (settings.Resolvers.Count > 0)
        {
            var given = settings.Resolvers.Select(NameserverAddress.Parse).OfType<IPEndPoint>().Take(MaxServers).ToArray();
            var problem = given.Length > 0 ? null : $"none of dns.resolvers is ADDRESS or ADDRESS:PORT: {string.Join(", ", settings.Resolvers)}";
            return new NameserverSet(given, conf, time) { Problem = problem };
        }

        var named = conf.Nameservers.Select(server => NameserverAddress.Locate(server, port)).OfType<IPEndPoint>().ToArray();
        if (named.Length > 0)
        {
            return new NameserverSet(named, conf, time);
        }

        // resolv.conf(5): without nameserver lines the server on this machine is asked.
        var reason = file.Problem is null ? "names no usable nameserver" : file.Problem;
        return new NameserverSet([new IPEndPoint(IPAddress.Loopback, port)], conf, time) { Problem = $"{settings.ResolvConf} {reason}" };
    }

    /// <summary>The servers for the tries of one question, in order.</summary>
    public IPEndPoint[] Plan()
    {
        var tries = Math.Clamp(Servers.Count * Conf.Attempts, MinTries, MaxTries);
        var first = First();
        return [.. Enumerable.Range(first, tries).Select(i => Servers[i % Servers.Count])];
    }

    /// <summary>Asks <paramref name="server"/> first for a while: those before it did not speak.</summary>
    public void Prefer(IPEndPoint server)
    {
        lock (_gate)
        {
            for (var i = 0; i < Servers.Count; i++)
            {
                if (Servers[i].Equals(server))
                {
                    (_first, _preferredAt) = (i, _time.GetTimestamp());
                }
            }
        }
    }

    private int First()
    {
        lock (_gate)
        {
            if (Conf.Rotate)
            {
                return _first = (_first + 1) % Servers.Count;
            }

            return _first = _first > 0 && _time.GetElapsedTime(_preferredAt) < Preference ? _first : 0;
        }
    }
}
