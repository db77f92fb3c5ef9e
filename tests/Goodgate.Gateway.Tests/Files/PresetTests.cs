using Goodgate.Gateway.Files.Presets;
using Goodgate.Gateway.Settings;

namespace Goodgate.Gateway.Tests.Files;

/// <summary>What each preset runs and hides.</summary>
public sealed class PresetTests
{
    [Theory]
    [InlineData("/wp-config.php", "404 hidden-file")]
    [InlineData("/WP-CONFIG.php/x", "404 hidden-file")]
    [InlineData("/wp-config.txt", "404 hidden-file")]
    [InlineData("/wp-config-sample.php", "404 hidden-file")]
    [InlineData("/wp-config-explained/", "script /index.php")]
    [InlineData("/wp-content/debug.log", "404 hidden-file")]
    [InlineData("/backup.SQL.gz", "404 hidden-file")]
    [InlineData("/wp-includes/version.php", "403 script-not-run")]
    [InlineData("/wp-admin/includes/file.php", "403 script-not-run")]
    [InlineData("/wp-includes/not-there.php", "script /index.php")]
    [InlineData("/wp-includes/ms-files.php", "script /wp-includes/ms-files.php")]
    [InlineData("/wp-includes/js/jquery.js", "file wp-includes/js/jquery.js")]
    [InlineData("/wp-content/uploads/x.php", "403 script-not-run")]
    [InlineData("/wp-content/upgrade/x.php", "403 script-not-run")]
    [InlineData("/wp-content/plugins/p/x.php", "script /wp-content/plugins/p/x.php")]
    [InlineData("/wp-login.php", "script /wp-login.php")]
    [InlineData("/wp-admin", "slash")]
    [InlineData("/wp-admin/", "script /wp-admin/index.php")]
    [InlineData("/2024/01/hello-world/", "script /index.php")]
    [InlineData("/wp-json/wp/v2/posts", "script /index.php")]
    [InlineData("/feed/", "script /index.php")]
    public void WordPress(string target, string expected) => Check("wordpress", target, expected);

    [Theory]
    [InlineData("/", "script /index.php")]
    [InlineData("/users/1", "script /index.php")]
    [InlineData("/info.php", "403 script-not-run")]
    [InlineData("/old-page.php", "script /index.php")]
    [InlineData("/web.config", "404 hidden-file")]
    [InlineData("/storage/photo.jpg", "file storage/photo.jpg")]
    [InlineData("/storage/deep/x.php", "403 script-not-run")]
    [InlineData("/elsewhere/secret.txt", "script /index.php")]
    public void Laravel(string target, string expected) => Check("laravel", target, expected);

    [Theory]
    [InlineData("/node/1", "script /index.php")]
    [InlineData("/core/install.php", "script /core/install.php")]
    [InlineData("/core/lib/x.php", "403 script-not-run")]
    [InlineData("/core/core.services.yml", "404 hidden-file")]
    [InlineData("/core/node.module", "404 hidden-file")]
    [InlineData("/composer.json", "404 hidden-file")]
    [InlineData("/vendor/autoload.txt", "404 hidden-file")]
    [InlineData("/sites/default/private/x.pdf", "404 hidden-file")]
    [InlineData("/sites/default/files/x.php", "403 script-not-run")]
    [InlineData("/sites/default/files/x.jpg", "file sites/default/files/x.jpg")]
    public void Drupal(string target, string expected) => Check("drupal", target, expected);

    [Fact]
    public void A_preset_nobody_knows_is_told()
    {
        Should.Throw<ArgumentException>(() => SitePreset.Find("joomla")).Message.ShouldStartWith("there is no preset \"joomla\"; there are plain-php, wordpress, laravel, drupal.");
        SitePreset.Find("plain-php").Name.ShouldBe("plain-php");
    }

    private static void Check(string preset, string target, string expected)
    {
        using var folder = new SiteFolder().With(
            "index.php", "wp-config.php", "wp-config.txt", "wp-config-sample.php", "wp-login.php", "wp-admin/index.php", "wp-admin/includes/file.php", "wp-content/debug.log", "backup.SQL.gz", "wp-includes/version.php",
            "wp-includes/ms-files.php", "wp-includes/js/jquery.js", "wp-content/uploads/x.php", "wp-content/upgrade/x.php", "wp-content/plugins/p/x.php", "info.php", "web.config", "core/install.php",
            "core/lib/x.php", "core/core.services.yml", "core/node.module", "composer.json", "vendor/autoload.txt", "sites/default/private/x.pdf", "sites/default/files/x.php", "sites/default/files/x.jpg");
        var stored = Path.Combine(folder.Root, "../storage/app/public");
        Directory.CreateDirectory(Path.Combine(stored, "deep"));
        File.WriteAllText(Path.Combine(stored, "photo.jpg"), "");
        File.WriteAllText(Path.Combine(stored, "deep/x.php"), "");
        folder.Link("storage", "../storage/app/public").Link("elsewhere", folder.Outside);

        folder.Find(target, new FilesSettings { Root = "", Preset = preset }).ShouldBe(expected);
    }
}
