using Goodgate.Gateway.Settings;

namespace Goodgate.Cli.Settings.Lint;

/// <summary>Folders that sites are served from: nothing in them that should be elsewhere.</summary>
internal static class SiteFilesRules
{
    private static readonly string[] Repositories = [".git", ".svn", ".hg"];

    // What tells an application by its folder: a path from the root, and the preset that knows it.
    private static readonly (string Path, string Preset)[] Applications =
        [("wp-includes/version.php", "wordpress"), ("core/lib/Drupal.php", "drupal"), ("../artisan", "laravel")];

    public static readonly IReadOnlyList<LintRule> All =
    [
        new(
            "root-holds-repository",
            "it is hidden here, yet every other server and every copy of the folder gives away the whole history",
            "a root without it: deploy an export, or serve a folder inside the repository",
            s => Each(s, Repository)),
        new("root-open-to-all", "every user of this machine can place scripts that the site runs", "chmod o-w", s => Each(s, OpenToAll)),
        new("laravel-root", "settings, keys and sources would be below the root", "root: …/public", s => Each(s, LaravelRoot)),
        new("preset-not-named", "what nobody but the application itself may see or run is not known to the gateway", "the preset named here", s => Each(s, Preset)),
    ];

    private static IEnumerable<LintFinding> Each(LintSubject subject, Func<FilesSettings, string?> what) =>
        from site in subject.Settings.Sites
        let found = site.Files is { } files ? what(files) : null
        where found is not null
        select subject.At(found, $"sites.{site.Name}.files.root");

    private static string? Repository(FilesSettings files) =>
        Repositories.FirstOrDefault(name => Directory.Exists(Path.Combine(files.Root, name))) is { } found ? $"{Shown.Whole(files.Root)} holds {found}" : null;

    private static string? OpenToAll(FilesSettings files)
    {
        try
        {
            return !OperatingSystem.IsWindows() && Directory.Exists(files.Root) && File.GetUnixFileMode(files.Root).HasFlag(UnixFileMode.OtherWrite)
                ? $"{Shown.Whole(files.Root)} may be written by everybody"
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string? LaravelRoot(FilesSettings files) =>
        File.Exists(Path.Combine(files.Root, "artisan")) ? $"{Shown.Whole(files.Root)} is the whole application (it holds artisan)" : null;

    private static string? Preset(FilesSettings files)
    {
        var (path, preset) = Applications.FirstOrDefault(one => File.Exists(Path.Combine(files.Root, one.Path)));
        return files.Preset == "plain-php" && path is not null ? $"{Shown.Whole(files.Root)} looks like {preset} (it has {path}), the preset is plain-php" : null;
    }
}
