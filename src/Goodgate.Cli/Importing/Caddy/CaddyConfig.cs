using Goodgate.Cli.Importing.Reading;

namespace Goodgate.Cli.Importing.Caddy;

/// <summary>A Caddyfile, and what is asked of it again and again.</summary>
internal sealed class CaddyConfig(Directive root)
{
    public Directive Root { get; } = root;

    /// <summary>Every directive at any depth.</summary>
    public IReadOnlyList<Directive> All { get; } = [.. root.All()];

    /// <summary>The options for all sites; null when there are none.</summary>
    public Directive? Options => Root.Inner.Find(one => one.IsBlock && one.Words.Count == 0);

    /// <summary>The sites. What is handed to a snippet as a block is none.</summary>
    public IEnumerable<Directive> Sites => Root.Inner.Where(one => one.IsBlock && one.Words.Count > 0 && one.Name != "import");

    /// <summary>Every <c>reverse_proxy</c> and <c>php_fastcgi</c>.</summary>
    public IReadOnlyList<CaddyProxy> Proxies { get; } = [.. root.All().Where(one => one.Name is "reverse_proxy" or "php_fastcgi").Select(one => new CaddyProxy(one))];

    public IEnumerable<Directive> Named(string name) => All.Where(one => one.Name == name);
}
