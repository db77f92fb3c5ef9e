using Goodgate.Cli.Importing.Reading;

namespace Goodgate.Cli.Importing.Haproxy;

/// <summary>HAProxy's settings, with each section's defaults at hand.</summary>
internal sealed class HaproxyConfig
{
    public HaproxyConfig(Directive root)
    {
        Root = root;
        var named = new Dictionary<string, Directive>(StringComparer.Ordinal);
        Directive? current = null;
        var proxies = new List<HaproxyProxy>();
        foreach (var section in root.Inner)
        {
            if (section.Name == "defaults")
            {
                current = section;
                named[section.Argument(0)] = section;
            }
            else if (section.Name is "frontend" or "backend" or "listen")
            {
                proxies.Add(new HaproxyProxy(section, Defaults(section, current, named)));
            }
        }

        Proxies = proxies;
    }

    public Directive Root { get; }

    public IReadOnlyList<HaproxyProxy> Proxies { get; }

    public Directive? Global => Root.Last("global");

    public IEnumerable<Directive> Resolvers => Root.Named("resolvers");

    public HaproxyProxy? Backend(string name) => Proxies.FirstOrDefault(one => one.IsBackend && one.Name == name);

    /// <summary>The defaults of a section, nearest first: those it names with <c>from</c>, else the last before it. Defaults may take from others.</summary>
    private static List<Directive> Defaults(Directive section, Directive? current, Dictionary<string, Directive> named)
    {
        var chain = new List<Directive>();
        for (var next = From(section, named) ?? current; next is not null && !chain.Contains(next); next = From(next, named))
        {
            chain.Add(next);
        }

        return chain;
    }

    private static Directive? From(Directive section, Dictionary<string, Directive> named)
    {
        for (var i = 0; i + 1 < section.Count; i++)
        {
            if (section.Argument(i) == "from")
            {
                return named.GetValueOrDefault(section.Argument(i + 1));
            }
        }

        return null;
    }
}
