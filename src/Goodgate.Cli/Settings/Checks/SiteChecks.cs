using Goodgate.Cli.Settings.Reading;

namespace Goodgate.Cli.Settings.Checks;

/// <summary>Sites: something to serve, and each host in one place only.</summary>
internal static class SiteChecks
{
    public static void Run(ReadGroup root, ProblemList problems)
    {
        // A value that was refused is not in the group: then its own error says enough.
        if (!problems.Any && !root.Groups("sites").Any())
        {
            problems.Add(root.Place, "there is nothing to serve", "to: http://HOST:PORT, or upstreams and sites");
        }

        var owners = new Dictionary<string, (string Site, int Line)>(StringComparer.Ordinal);
        foreach (var site in root.Groups("sites"))
        {
            foreach (var host in site.Items("hosts"))
            {
                if (owners.TryAdd((string)host.Value, (site.Name, host.Place.Line)))
                {
                    continue;
                }

                var owner = owners[(string)host.Value];
                problems.Add(
                    host.Place,
                    $"host {Shown.Quoted((string)host.Value)} is already {(owner.Site == site.Name ? "listed" : $"of site {Shown.Quoted(owner.Site)}")} on line {owner.Line}",
                    "each host once");
            }
        }
    }
}
