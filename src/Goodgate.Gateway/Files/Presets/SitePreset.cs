using Goodgate.Gateway.Settings;

namespace Goodgate.Gateway.Files.Presets;

/// <summary>What is known of an application's folder: its front controller, which scripts run, and what nobody may see.</summary>
internal sealed record SitePreset
{
    /// <summary>The word in the settings file.</summary>
    public required string Name { get; init; }

    /// <summary>Paths that are answered 404, whether there is a file or not. Beside what is never served at all (<see cref="ServedNames"/>).</summary>
    public Func<SitePath, bool> Hides { get; init; } = _ => false;

    /// <summary>Scripts that are run, by the segments of their path; the others are answered 403. Uploads are never run.</summary>
    public Func<IReadOnlyList<string>, bool> Runs { get; init; } = _ => true;

    /// <summary>A folder outside the root, counted from it, that links may lead to; null = none.</summary>
    public string? LinkedFolder { get; init; }

    /// <summary>Where people log in, as routes with the rate that <c>limit_logins</c> sets; empty where that is not known.</summary>
    public IReadOnlyList<RouteSettings> Logins { get; init; } = [];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<SitePreset> All { get; } = [PlainPhp, WordPress.Preset, Laravel.Preset, Drupal.Preset];

    /// <summary>Any PHP application.</summary>
    public static SitePreset PlainPhp => new() { Name = "plain-php" };

    /// <summary>The preset of a name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static SitePreset Find(string name) =>
        All.FirstOrDefault(preset => preset.Name == name)
        ?? throw new ArgumentException($"there is no preset \"{name}\"; there are {string.Join(", ", All.Select(preset => preset.Name))}.", nameof(name));

    /// <summary>True when the name ends in one of these extensions, in any case, also before another one: <c>dump.sql.gz</c>.</summary>
    internal static bool HasExtension(string name, IReadOnlyList<string> extensions) =>
        name.Split('.').Skip(1).Any(part => extensions.Contains(part, StringComparer.OrdinalIgnoreCase));
}
