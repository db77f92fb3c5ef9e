using Goodgate.Cli.Importing.Reading;
using Goodgate.Cli.Settings;
using Goodgate.Cli.Showing;

namespace Goodgate.Cli.Importing.Writing;

/// <summary>Goodgate's settings as they are gathered from another gateway's, and what could not be taken along.</summary>
internal sealed class Plan
{
    private const int LongestName = 64;

    // Two lines of a wide terminal, whatever a file puts into them.
    private const int LongestReason = 300;

    private readonly Dictionary<string, string> _upstreamNames = new(StringComparer.Ordinal);
    private readonly HashSet<string> _siteNames = new(StringComparer.Ordinal);
    private readonly HashSet<string> _hosts = new(StringComparer.Ordinal);
    private readonly List<Gap> _gaps = [];

    public List<PlannedListener> Listeners { get; } = [];

    /// <summary>Upstreams with the name each has.</summary>
    public List<(string Name, PlannedUpstream Upstream)> Upstreams { get; } = [];

    /// <summary>Sites with the name each has.</summary>
    public List<(string Name, PlannedSite Site)> Sites { get; } = [];

    /// <summary>Keys of <c>client</c>.</summary>
    public SortedDictionary<string, string> Client { get; } = new(StringComparer.Ordinal);

    public List<string> TrustedProxies { get; } = [];

    public List<string> Resolvers { get; } = [];

    /// <summary>What has no equivalent, in the order of the files, each once.</summary>
    public IReadOnlyList<Gap> Gaps => [.. _gaps.Distinct().OrderBy(gap => gap.Place.File, StringComparer.Ordinal).ThenBy(gap => gap.Place.Line).ThenBy(gap => gap.Place.Column)];

    /// <summary>True when there is something to serve.</summary>
    public bool IsUseful => Sites.Count > 0;

    public void Miss(SettingsPlace place, string what, string instead) => _gaps.Add(new Gap(place, Shown.Plain(what), Prose.Cut(Shown.Whole(instead), LongestReason)));

    public void Miss(Directive at, string instead) => Miss(at.Place, at.ToString(), instead);

    /// <summary>Takes an upstream, or finds the one that is the same; gives its name.</summary>
    public string Add(PlannedUpstream upstream)
    {
        if (_upstreamNames.TryGetValue(upstream.Content, out var known))
        {
            return known;
        }

        var name = Free(upstream.Wish, taken => Upstreams.Exists(one => one.Name == taken));
        Upstreams.Add((name, upstream));
        return _upstreamNames[upstream.Content] = name;
    }

    /// <summary>Takes a site. Of a host that another site has already nothing is taken, which is said.</summary>
    public void Add(PlannedSite site)
    {
        site.Shut();
        foreach (var host in site.Hosts.Where(_hosts.Contains).ToList())
        {
            Miss(site.From, $"{host} once more", "sites are told apart by host, not by port: the first one with this host stands");
            site.Hosts.Remove(host);
        }

        if (site.Hosts.Count == 0 || (site.Routes.Count == 0 && site.Files.Count == 0))
        {
            return;
        }

        _hosts.UnionWith(site.Hosts);
        var name = Free(site.Wish, _siteNames.Contains);
        _siteNames.Add(name);
        Sites.Add((name, site));
    }

    /// <summary>The listener with this URL.</summary>
    public PlannedListener Listen(string url)
    {
        if (Listeners.Find(one => one.Url == url) is not { } listener)
        {
            Listeners.Add(listener = new PlannedListener(url));
        }

        return listener;
    }

    // Letters, digits, ".", "_" and "-", as the settings want names.
    private static string Free(string wish, Func<string, bool> isTaken)
    {
        var plain = new string([.. wish.Take(LongestName - 5).Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' ? c : '-')]).Trim('-', '.');
        plain = plain.Length == 0 || !char.IsAsciiLetterOrDigit(plain[0]) ? "app" + plain : plain;
        var name = plain;
        for (var i = 2; isTaken(name); i++)
        {
            name = $"{plain}-{i}";
        }

        return name;
    }
}
