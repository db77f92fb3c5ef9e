namespace Goodgate.Gateway.Routing;

/// <summary>Finds the site of a host: exact names first, then the longest wildcard, then <c>*</c>.</summary>
public sealed class SiteTable
{
    private readonly Dictionary<string, Site> _exact = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(string Suffix, Site Site)> _wildcards = [];
    private readonly Dictionary<string, Site>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly Site? _any;

    public SiteTable(IEnumerable<Site> sites)
    {
        foreach (var site in sites)
        {
            foreach (var host in site.Settings.Hosts)
            {
                if (host == "*")
                {
                    _any = site;
                }
                else if (host.StartsWith("*.", StringComparison.Ordinal))
                {
                    _wildcards.Add((host[1..], site));
                }
                else
                {
                    _exact[host] = site;
                }
            }
        }

        _wildcards.Sort((a, b) => b.Suffix.Length.CompareTo(a.Suffix.Length));
        _lookup = _exact.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The site for a Host field value; its port does not matter. Null when there is none.</summary>
    public Site? Find(string host)
    {
        var name = WithoutPort(host);
        if (_exact.Count > 0 && _lookup.TryGetValue(name, out var site))
        {
            return site;
        }

        foreach (var (suffix, wildcard) in _wildcards)
        {
            if (name.Length > suffix.Length && name.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
            {
                return wildcard;
            }
        }

        return _any;
    }

    private static ReadOnlySpan<char> WithoutPort(string host)
    {
        var name = host.AsSpan();
        if (name.StartsWith('['))
        {
            var end = name.IndexOf(']');
            return end < 0 ? name : name[..(end + 1)];
        }

        var colon = name.LastIndexOf(':');
        name = colon < 0 ? name : name[..colon];
        return name.EndsWith('.') ? name[..^1] : name;
    }
}
