using Goodgate.Cli.Importing.Apache;
using Goodgate.Cli.Importing.Caddy;
using Goodgate.Cli.Importing.Haproxy;
using Goodgate.Cli.Importing.Nginx;
using Goodgate.Cli.Importing.Reading;
using Goodgate.Cli.Importing.Writing;

namespace Goodgate.Cli.Importing;

/// <summary>A gateway whose settings are read: its reader, its rules, its way to Goodgate's settings.</summary>
/// <param name="Name">As typed: <c>nginx</c>.</param>
/// <param name="Rules">Names of its rules.</param>
/// <param name="Import">Reads and judges.</param>
internal sealed record ForeignSystem(string Name, IReadOnlyList<string> Rules, Func<FileSet, ImportResult> Import)
{
    /// <summary>Most findings told; more is a generated file, and nobody reads on.</summary>
    public const int MostFindings = 500;

    public static readonly IReadOnlyList<ForeignSystem> All =
    [
        Of("nginx", NginxReader.Read, NginxRules.All, NginxPlan.Of),
        Of("apache", ApacheReader.Read, ApacheRules.All, ApachePlan.Of),
        Of("haproxy", HaproxyReader.Read, HaproxyRules.All, HaproxyPlan.Of),
        Of("caddy", CaddyReader.Read, CaddyRules.All, CaddyPlan.Of),
    ];

    private static ForeignSystem Of<TConfig>(string name, Func<FileSet, TConfig> read, IReadOnlyList<ImportRule<TConfig>> rules, Func<TConfig, Plan> plan) =>
        new(name, [.. rules.Select(rule => rule.Name)], files =>
        {
            var config = read(files);
            var found = rules.SelectMany(rule => rule.Apply(config)).Distinct(FindingPlaces.Comparer)
                .OrderBy(one => one.Place.File, StringComparer.Ordinal).ThenBy(one => one.Place.Line).ThenBy(one => one.Place.Column)
                .Take(MostFindings);
            return new ImportResult([.. found], files.Left, files.Count, () => plan(config));
        });
}
