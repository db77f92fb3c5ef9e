using Goodgate.Cli.Importing.Reading;
using Goodgate.Gateway.Fpm.Files;

namespace Goodgate.Cli.Importing.Apache;

/// <summary>Apache's settings, and what is asked of them again and again.</summary>
internal sealed class ApacheConfig
{
    // core: Timeout, 60 s since 2.4.
    private static readonly TimeSpan Standard = TimeSpan.FromSeconds(60);

    public ApacheConfig(Directive root)
    {
        Root = root;
        All = [.. root.All()];
        Balancers = All.Where(one => one.Name == "proxy" && one.IsBlock && one.Argument(0).StartsWith("balancer://", StringComparison.OrdinalIgnoreCase))
            .GroupBy(one => Key(one.Argument(0))).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        Workers = [.. All.SelectMany(Worker)];
    }

    public Directive Root { get; }

    /// <summary>The pools of PHP on this machine.</summary>
    public PhpPools Pools { get; init; } = new(new PoolSearch());

    public IReadOnlyList<Directive> All { get; }

    /// <summary>Sections with the members of a balancer, by its address in lower case.</summary>
    public IReadOnlyDictionary<string, Directive> Balancers { get; }

    /// <summary>Every server requests are sent to, in the order of the files.</summary>
    public IReadOnlyList<ApacheWorker> Workers { get; }

    public IEnumerable<Directive> Named(string name) => All.Where(one => one.Name == name);

    /// <summary>The directive in force at a place; null = the default.</summary>
    public static Directive? InForce(Directive at, string name) => at.Outward().Select(block => block.Last(name)).FirstOrDefault(found => found is not null);

    /// <summary>How long an answer is waited for: the worker's own limit, else ProxyTimeout, else Timeout.</summary>
    public static TimeSpan Patience(ApacheWorker worker) => worker.Value("timeout") is { } own && Spans.Seconds(own) is { } time ? time : Patience(worker.Line);

    /// <summary>The same for a place.</summary>
    public static TimeSpan Patience(Directive at) =>
        InForce(at, "proxytimeout") is { } proxy && Spans.Seconds(proxy.Argument(0)) is { } second ? second
        : InForce(at, "timeout") is { } all && Spans.Seconds(all.Argument(0)) is { } third ? third
        : Standard;

    /// <summary>The address of a balancer without what follows its name.</summary>
    public static string Key(string balancer)
    {
        var end = balancer.IndexOf('/', "balancer://".Length < balancer.Length ? "balancer://".Length : 0);
        return (end < "balancer://".Length ? balancer : balancer[..end]).ToLowerInvariant();
    }

    private IEnumerable<ApacheWorker> Worker(Directive one)
    {
        if (one.Name == "balancermember" && one.Count > 0)
        {
            // "BalancerMember balancer://x http://…" outside its section.
            var offset = one.Argument(0).StartsWith("balancer://", StringComparison.OrdinalIgnoreCase) ? 1 : 0;
            yield return new ApacheWorker(one, offset, path: null);
        }
        else if (one.Name is "proxypass" or "proxypassmatch" && one.Count > 0)
        {
            var inLocation = one.Parent!.Name is "location" or "locationmatch";
            var path = inLocation ? one.Parent.Argument(one.Parent.Argument(0) == "~" ? 1 : 0) : one.Argument(0);
            if (one.Argument(inLocation ? 0 : 1) is var to && to.Length > 0 && to != "!")
            {
                yield return new ApacheWorker(one, inLocation ? 0 : 1, path);
            }
        }
    }
}
