namespace Goodgate.Gateway.Files.Presets;

/// <summary>Laravel: the root is its folder <c>public</c>, one script runs, and <c>php artisan storage:link</c> leads out of the root.</summary>
internal static class Laravel
{
    public static SitePreset Preset { get; } = new()
    {
        Name = "laravel",
        Hides = path => path.Segments is ["web.config" or "hot"],
        Runs = script => script is ["index.php"],
        LinkedFolder = "../storage/app/public",
    };
}
