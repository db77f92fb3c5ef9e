using System.Net;
using System.Text.Json;
using Goodgate.Gateway.Answers;
using Goodgate.Gateway.Certificates;
using Goodgate.Gateway.Observing;
using Goodgate.Gateway.Resolving;
using Goodgate.Gateway.Settings;
using Goodgate.Gateway.Upstreams;

namespace Goodgate.Gateway.Routing;

/// <summary>Settings made ready for use: immutable, replaced whole by a reload. Each exchange takes the one in force when it begins.</summary>
public sealed class GatewayModel
{
    private GatewayModel(GatewaySettings settings, IReadOnlyDictionary<string, Upstream> upstreams, GatewayModel? before, TimeProvider time)
    {
        Settings = settings;
        Upstreams = upstreams;
        Resolver = before is not null && Same(before.Settings.Dns, settings.Dns) ? before.Resolver : new Resolver(settings.Dns, time);
        var problems = new List<string>();
        Sites = [.. settings.Sites.Select(site =>
        {
            var kept = before?.Sites.FirstOrDefault(one => one.Settings.Name == site.Name);
            return new Site(site, upstreams, time, kept) { Pages = LoadPages(site, problems), Counters = kept?.Counters ?? new SiteCounters() };
        })];
        problems.AddRange(upstreams.Values.SelectMany(PoolProblems));
        Problems = problems;
        Table = new SiteTable(Sites);
        Certificates = settings.Listen.Where(one => one.Url.StartsWith("https:", StringComparison.OrdinalIgnoreCase))
            .DistinctBy(one => one.Url).ToDictionary(one => one.Url, one => new ListenerCertificates(one), StringComparer.Ordinal);
        TrustedProxies = [.. settings.TrustedProxies.Select(IPNetwork.Parse)];
        PurgeFrom = [.. settings.Cache.PurgeFrom.Select(IPNetwork.Parse)];
    }

    public GatewaySettings Settings { get; }

    /// <summary>Limits towards clients: for connections and requests that begin now.</summary>
    public ClientSettings Client => Settings.Client;

    /// <summary>Finds servers by name. The same as before while its settings are the same: then it remembers.</summary>
    public Resolver Resolver { get; }

    public IReadOnlyDictionary<string, Upstream> Upstreams { get; }

    public IReadOnlyList<Site> Sites { get; }

    public SiteTable Table { get; }

    public IReadOnlyList<IPNetwork> TrustedProxies { get; }

    /// <summary>Whose PURGE and BAN are obeyed.</summary>
    public IReadOnlyList<IPNetwork> PurgeFrom { get; }

    /// <summary>Certificates by the URL of their https listener.</summary>
    public IReadOnlyDictionary<string, ListenerCertificates> Certificates { get; }

    /// <summary>What is wrong and did not keep the settings from being used: failure pages that cannot be shown, files of PHP-FPM that cannot be read. What, where, what to do.</summary>
    public IReadOnlyList<string> Problems { get; }

    /// <summary>
    /// Makes a model and changes nothing. Upstreams whose settings are the same as before, and the file of their pool of workers, are those of before, with their
    /// connections and counters.
    /// </summary>
    /// <exception cref="ArgumentException">Something cannot be used; the old model stays in force.</exception>
    public static GatewayModel Build(GatewaySettings settings, GatewayModel? before, TimeProvider time)
    {
        var upstreams = settings.Upstreams.ToDictionary(
            one => one.Name,
            one => before?.Upstreams.GetValueOrDefault(one.Name) is { } kept && Same(kept.Settings, one) && kept.HasItsPoolFile ? kept : new Upstream(one, time, before?.Upstreams.GetValueOrDefault(one.Name)),
            StringComparer.Ordinal);
        return new GatewayModel(settings, upstreams, before, time);
    }

    /// <summary>This model is in force now in place of another: connections of upstreams it did not take over are let go.</summary>
    public void Replaces(GatewayModel before)
    {
        foreach (var old in before.Upstreams.Values.Where(old => Upstreams.GetValueOrDefault(old.Settings.Name) != old))
        {
            foreach (var server in old.Servers)
            {
                server.Pool.Drain();
            }

            old.Workers?.Dispose();
        }
    }

    /// <summary>It is in force: begins to watch the pools of workers that are not watched yet.</summary>
    public void Start()
    {
        foreach (var upstream in Upstreams.Values)
        {
            upstream.Workers?.Start();
        }
    }

    /// <summary>Nothing is in force any more.</summary>
    public void Stop()
    {
        foreach (var upstream in Upstreams.Values)
        {
            upstream.Workers?.Dispose();
            foreach (var server in upstream.Servers)
            {
                server.Pool.Drain();
            }
        }
    }

    /// <summary>True when the peer may say on whose behalf it speaks.</summary>
    public bool Trusts(IPAddress? address)
    {
        return address is not null && TrustedProxies.Count > 0 && IsTrusted(address);
    }

    // Apart from the question above, which is asked of every request: the closure would be made each time.
    private bool IsTrusted(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return TrustedProxies.Any(network => network.Contains(plain));
    }

    private static IEnumerable<string> PoolProblems(Upstream upstream)
    {
        if (upstream.Workers is not { } pool)
        {
            yield break;
        }

        if (pool.Problem is { } problem)
        {
            yield return $"upstream {upstream.Settings.Name}: {problem}; {(pool.Source is null ? "fastcgi.pool.conf is not used" : "it is taken all the same")}";
        }

        if (pool.Settings.Log is { } log && pool.LogProblem is { } unread)
        {
            yield return $"upstream {upstream.Settings.Name}: {log} cannot be read ({unread}): why a worker died will not be told";
        }
    }

    private static CustomPages? LoadPages(SiteSettings site, List<string> problems)
    {
        if (site.ErrorPages is not { } directory)
        {
            return null;
        }

        var pages = CustomPages.Load(directory, out var found);
        problems.AddRange(found);
        return pages;
    }

    // Records with lists compare by reference; their JSON compares by value. Reloads are rare.
    private static bool Same<T>(T a, T b) => JsonSerializer.Serialize(a) == JsonSerializer.Serialize(b);
}
