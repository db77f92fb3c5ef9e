using Goodgate.Wire.Dns;

namespace Goodgate.Gateway.Resolving;

/// <summary>A host name asked of the network: each name of the search list in turn, until one has an address.</summary>
internal sealed class NameLookup(string host, NameserverSet servers, TimeProvider time)
{
    /// <summary>A TTL of zero is common in container networks; without a floor each request would ask.</summary>
    public static readonly TimeSpan MinLife = TimeSpan.FromSeconds(1);

    /// <summary>A TTL of a day, set by mistake, must not outlive its repair by more than an hour.</summary>
    public static readonly TimeSpan MaxLife = TimeSpan.FromHours(1);

    /// <summary>A server that is just being deployed must not stay unknown; RFC 2308 §5 would allow hours.</summary>
    public static readonly TimeSpan MaxNegativeLife = TimeSpan.FromSeconds(30);

    /// <summary>When one family did not answer, it is asked again soon.</summary>
    private static readonly TimeSpan MaxPartialLife = TimeSpan.FromSeconds(5);

    private readonly List<AddressLookup> _lookups = [];
    private readonly long _started = time.GetTimestamp();

    public async Task<Resolution> RunAsync(TimeSpan limit)
    {
        using var deadline = new CancellationTokenSource(limit, time);
        foreach (var name in SearchList.Candidates(host, servers.Conf))
        {
            var left = limit - time.GetElapsedTime(_started);
            if (left <= TimeSpan.Zero || deadline.IsCancellationRequested)
            {
                break;
            }

            var lookup = await AddressLookup.RunAsync(name, servers, time, left, deadline.Token);
            _lookups.Add(lookup);
            if (lookup.Addresses.Count > 0)
            {
                return Found(lookup);
            }

            // Nobody spoke: the next name would meet the same silence.
            if (!lookup.Answers.Any(answer => answer.Spoke))
            {
                break;
            }
        }

        return Failed();
    }

    private Resolution Found(AddressLookup lookup)
    {
        var settled = lookup.Settled.Where(answer => answer.Outcome == NameserverOutcome.Addresses).ToArray();
        var life = settled.Min(answer => answer.TimeToLive);
        return new Resolution
        {
            Host = host,
            Origin = ResolutionOrigin.Network,
            Addresses = lookup.Addresses,
            CanonicalName = settled[0].CanonicalName,
            Made = time.GetUtcNow(),
            Life = Clamp(life, lookup.Complete ? MaxLife : MaxPartialLife),
        };
    }

    private Resolution Failed()
    {
        var failure = new FailureReport(_lookups, servers, time.GetElapsedTime(_started)).Write();
        return new Resolution { Host = host, Origin = ResolutionOrigin.Network, Failure = failure, Made = time.GetUtcNow(), Life = LifeOf(failure.Kind) };
    }

    /// <summary>RFC 9520 §3.2: failures are remembered for at least a second. A timeout has taken its time already.</summary>
    private TimeSpan LifeOf(ResolutionFailureKind kind) => kind switch
    {
        ResolutionFailureKind.TimedOut => TimeSpan.Zero,
        ResolutionFailureKind.NameNotFound => Clamp(_lookups.SelectMany(lookup => lookup.Settled).Min(answer => answer.TimeToLive), MaxNegativeLife),
        _ => MinLife,
    };

    private static TimeSpan Clamp(TimeSpan life, TimeSpan most) => life < MinLife ? MinLife : life > most ? most : life;
}
