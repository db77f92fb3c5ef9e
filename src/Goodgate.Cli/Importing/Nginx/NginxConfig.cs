using Goodgate.Cli.Importing.Logged;
using Goodgate.Cli.Importing.Reading;
using Goodgate.Gateway.Fpm.Files;

namespace Goodgate.Cli.Importing.Nginx;

/// <summary>nginx's settings, and what is asked of them again and again.</summary>
internal sealed class NginxConfig
{
    private static readonly string[] PassNames = ["proxy_pass", "fastcgi_pass", "uwsgi_pass", "scgi_pass", "grpc_pass"];

    private readonly Dictionary<string, Directive> _groups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _variables = new(StringComparer.Ordinal);

    public NginxConfig(Directive root)
    {
        Root = root;
        All = [.. root.All()];
        Passes = [.. All.Where(one => !one.IsBlock && PassNames.Contains(one.Name) && one.Count == 1 && !one.Outward().Any(up => up.Name == "stream")).Select(one => new NginxPass(one, this))];
        foreach (var group in All.Where(one => one.Name == "upstream" && one.IsBlock))
        {
            _groups.TryAdd(group.Argument(0), group);
        }

        foreach (var set in All.Where(one => one.Name == "set" && one.Count == 2))
        {
            var known = _variables.TryGetValue(set.Argument(0), out var values) ? values : _variables[set.Argument(0)] = [];
            known.Add(set.Argument(1));
        }
    }

    public Directive Root { get; }

    /// <summary>The pools of PHP on this machine.</summary>
    public PhpPools Pools { get; init; } = new(new PoolSearch());

    /// <summary>Answers that the logs say did not fit; empty when no log was read.</summary>
    public IReadOnlyList<LoggedHead> HeadsTooLarge { get; init; } = [];

    /// <summary>Every directive at any depth, in the order of the files.</summary>
    public IReadOnlyList<Directive> All { get; }

    /// <summary>Everything that hands requests on over HTTP, FastCGI, uwsgi, SCGI or gRPC.</summary>
    public IReadOnlyList<NginxPass> Passes { get; }

    public IEnumerable<Directive> Groups => _groups.Values;

    /// <summary>The <c>upstream</c> of this name.</summary>
    public Directive? Group(string name) => _groups.GetValueOrDefault(name);

    /// <summary>The values <c>set</c> gives a variable.</summary>
    public IReadOnlyList<string> ValuesOf(string variable) => _variables.GetValueOrDefault(variable) ?? [];

    public IEnumerable<Directive> Named(string name) => All.Where(one => one.Name == name);

    /// <summary>The directive in force at a place: the last of the nearest block that has any. Null = the default.</summary>
    public static Directive? InForce(Directive at, string name) => at.Outward().Select(block => block.Last(name)).FirstOrDefault(found => found is not null);

    /// <summary>Those in force at a place, of directives that stand several times: all of the nearest block that has any.</summary>
    public static IReadOnlyList<Directive> AllInForce(Directive at, string name) =>
        at.Outward().Select(block => block.Named(name).ToList()).FirstOrDefault(found => found.Count > 0) ?? [];

    /// <summary>A time in force; the given default where none is set.</summary>
    public static TimeSpan TimeInForce(Directive at, string name, TimeSpan standard) =>
        InForce(at, name) is { } set && Spans.Seconds(set.Argument(0)) is { } time ? time : standard;

    /// <summary>The value a header is set to towards the server; null when none is.</summary>
    public static Word? HeaderInForce(Directive at, string header) => AllInForce(at, "proxy_set_header")
        .Where(one => one.Count == 2 && one.Argument(0).Equals(header, StringComparison.OrdinalIgnoreCase)).Select(one => (Word?)one.Words[2]).LastOrDefault();
}
