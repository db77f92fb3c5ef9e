using Goodgate.Cli.Settings;

namespace Goodgate.Cli.Importing.Writing;

/// <summary>A site to be written.</summary>
/// <param name="Wish">The name it should have.</param>
/// <param name="From">Where it comes from.</param>
internal sealed record PlannedSite(string Wish, SettingsPlace From)
{
    public List<string> Hosts { get; } = [];

    public List<PlannedRoute> Routes { get; } = [];

    /// <summary>Keys of <c>files</c>; empty when no folder is served.</summary>
    public SortedDictionary<string, string> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>Names of index files.</summary>
    public List<string> Index { get; } = [];

    /// <summary>Paths, as routes have them, behind which nothing may be open: routes below them are answered 403, however they came about.</summary>
    public List<string> Guarded { get; } = [];

    /// <summary>Answers what lies below a guarded path with 403.</summary>
    public void Shut()
    {
        foreach (var guard in Guarded)
        {
            var prefix = guard.TrimEnd('*');
            for (var i = 0; i < Routes.Count; i++)
            {
                var isBelow = Routes[i].Path.StartsWith(prefix, StringComparison.Ordinal) || Routes[i].Path + "/" == prefix;
                if (isBelow && Routes[i].Respond is not { Status: >= 400 })
                {
                    Routes[i] = new PlannedRoute(Routes[i].Path, Routes[i].From) { Respond = (403, "Not converted: this path was guarded.") };
                }
            }
        }

        if (Guarded.Contains("/*"))
        {
            Files.Clear();
        }
    }

    /// <summary>True when nothing but a redirect to https stands in it.</summary>
    public bool OnlyToHttps { get; set; }
}

/// <summary>A route to be written: exactly one of upstream, redirect, answer and files; a rate beside it or alone.</summary>
/// <param name="Path"><c>/exact</c> or <c>/prefix/*</c>.</param>
/// <param name="From">Where it comes from.</param>
internal sealed record PlannedRoute(string Path, SettingsPlace From)
{
    public IReadOnlyList<string> Methods { get; init; } = [];

    public string? Upstream { get; init; }

    /// <summary>Target and status of a redirect.</summary>
    public (string To, int Status)? Redirect { get; init; }

    /// <summary>Status and body of a fixed answer.</summary>
    public (int Status, string Body)? Respond { get; init; }

    /// <summary>True when the site's files answer here, though a wider route goes elsewhere.</summary>
    public bool IsFiles { get; init; }

    /// <summary>Rate and burst; a burst of null is the default.</summary>
    public (string Requests, int? Burst)? Rate { get; init; }
}
