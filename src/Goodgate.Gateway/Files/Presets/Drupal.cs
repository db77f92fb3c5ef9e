namespace Goodgate.Gateway.Files.Presets;

/// <summary>Drupal, as its own <c>.htaccess</c> says it to Apache.</summary>
internal static class Drupal
{
    private static readonly string[] HiddenExtensions =
        ["engine", "install", "make", "module", "profile", "po", "sh", "sql", "theme", "twig", "tpl", "xtmpl", "yml", "yaml", "info", "test", "lock"];

    private static readonly string[] HiddenNames = ["composer.json", "composer.lock", "web.config", "yarn.lock", "package.json"];

    // The scripts of core that are called by themselves; all else goes through index.php.
    private static readonly string[] CoreScripts = ["install.php", "authorize.php", "rebuild.php"];

    public static SitePreset Preset { get; } = new() { Name = "drupal", Hides = Hides, Runs = Runs };

    private static bool Hides(SitePath path) =>
        SitePreset.HasExtension(path.Name, HiddenExtensions)
        || HiddenNames.Contains(path.Name, StringComparer.OrdinalIgnoreCase)
        || path.Segments is ["vendor", ..] or ["sites", _, "private", ..];

    private static bool Runs(IReadOnlyList<string> script) => script switch
    {
        ["index.php" or "update.php" or "cron.php" or "xmlrpc.php"] => true,
        ["core", var name] => CoreScripts.Contains(name, StringComparer.Ordinal),
        ["core", "modules", "statistics", "statistics.php"] => true,
        _ => false,
    };
}
