using System.Globalization;
using Goodgate.Cli.Importing.Reading;

namespace Goodgate.Cli.Importing.Haproxy;

/// <summary>A frontend, backend or listen section with the defaults it takes from.</summary>
internal sealed class HaproxyProxy
{
    private readonly IReadOnlyList<Directive> _sources;

    public HaproxyProxy(Directive section, IReadOnlyList<Directive> defaults)
    {
        Section = section;
        _sources = [section, .. defaults];
        Servers = [.. section.Inner.Where(one => one.Name is "server" or "server-template").Select(one => new HaproxyServer(Normal(one), [.. Everywhere("default-server")]))];
    }

    public Directive Section { get; }

    public string Kind => Section.Name;

    public string Name => Section.Argument(0);

    public bool IsFrontend => Kind is "frontend" or "listen";

    public bool IsBackend => Kind is "backend" or "listen";

    public bool IsHttp => Setting("mode")?.Argument(0) is "http";

    public IReadOnlyList<HaproxyServer> Servers { get; }

    /// <summary>True for a section that only shows HAProxy's own page of numbers.</summary>
    public bool IsStatsOnly => Servers.Count == 0 && Section.Named("stats").Any() && !Section.Inner.Exists(one => one.Name is "use_backend" or "default_backend");

    /// <summary>The instruction in force: the section's own, else that of its defaults; null when there is none.</summary>
    public Directive? Setting(string name) => _sources.Select(source => source.Last(name)).FirstOrDefault(found => found is not null);

    /// <summary>An option in force, by its name, unless it is taken back with <c>no option</c>.</summary>
    public Directive? Option(string name)
    {
        foreach (var source in _sources)
        {
            if (source.Inner.FindLast(one => (one.Name == "option" && one.Argument(0) == name) || (one.Name == "no" && one.Argument(0) == "option" && one.Argument(1) == name)) is { } found)
            {
                return found.Name == "option" ? found : null;
            }
        }

        return null;
    }

    /// <summary>A timeout in force with where it is set; null when it is not.</summary>
    public (Directive Set, TimeSpan Time)? Timeout(string name)
    {
        foreach (var source in _sources)
        {
            if (source.Inner.FindLast(one => one.Name == "timeout" && one.Argument(0) == name) is { } set)
            {
                return Spans.Time(set.Argument(1), TimeSpan.FromMilliseconds(1)) is { } time ? (set, time) : null;
            }
        }

        return null;
    }

    /// <summary>All of a name, those of the section first.</summary>
    public IEnumerable<Directive> Everywhere(string name) => _sources.Reverse().SelectMany(source => source.Named(name));

    public int? Number(string name) => int.TryParse(Setting(name)?.Argument(0), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    // "server-template PREFIX NUMBER FQDN:PORT": the address is the third word.
    private static Directive Normal(Directive line) => line.Name == "server-template" && line.Count >= 3
        ? new Directive([line.Words[0], line.Words[1], line.Words[3], line.Words[2], .. line.Words.Skip(4)], line.Parent)
        : line;
}
