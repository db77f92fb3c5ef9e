using Goodgate.Cli.Settings;
using Goodgate.Cli.Settings.Formats;
using Goodgate.Cli.Settings.Lint;

namespace Goodgate.Cli.Tests.Settings;

/// <summary>A site's files in the settings file: short forms, PHP by its address, the folder's mode.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class FilesTests
{
    [Fact]
    public void An_address_of_PHP_becomes_an_upstream_that_sites_share()
    {
        var settings = SettingsFile.Read(Samples.PathOf("valid", "files"), Samples.Environment).Settings.ShouldNotBeNull();

        settings.Upstreams.Select(upstream => $"{upstream.Name} {upstream.Servers.Single()}").ShouldBe(["fpm http://127.0.0.1:9001", "php http://127.0.0.1:9000"]);
        settings.Sites.Select(site => site.Files!.Php).ShouldBe([null, "php", "php", "fpm"]);
        var root = Path.Combine(Samples.Directory("valid"), "www");
        settings.Sites.ShouldAllBe(site => site.Files!.Root == root);
        settings.Sites[2].Files!.PhpRoot.ShouldBe("/app");
        settings.Sites[3].Routes.ShouldHaveSingleItem().Path.ShouldBe("/api/*");
    }

    [Fact]
    public void A_name_that_is_taken_is_left_alone()
    {
        var settings = SettingsFile.Parse(
            "upstreams: { php: { servers: [http://127.0.0.1:1] } }\nsites:\n  a: { hosts: [a.test], files: { root: /, php: 'http://127.0.0.1:2' } }\n  b: { hosts: [b.test], upstream: php }\n",
            "f", Samples.Environment).Settings.ShouldNotBeNull();

        settings.Sites[0].Files!.Php.ShouldBe("php-2");
        settings.Upstreams.Single(upstream => upstream.Name == "php-2").Servers.ShouldBe(["http://127.0.0.1:2"]);
    }

    [Theory]
    [InlineData("unix:/run/php/php8.2-fpm.sock", "fastcgi+unix:/run/php/php8.2-fpm.sock")]
    [InlineData("/run/php.sock", "fastcgi+unix:/run/php.sock")]
    [InlineData("127.0.0.1:9000", "fastcgi://127.0.0.1:9000")]
    [InlineData("php:9000", "fastcgi://php:9000")]
    [InlineData("[::1]:9000", "fastcgi://[::1]:9000")]
    [InlineData("http://127.0.0.1:80", "http://127.0.0.1:80")]
    [InlineData("fastcgi+unix:/x", "fastcgi+unix:/x")]
    [InlineData("http+unix:/x", "http+unix:/x")]
    [InlineData("app", null)]
    public void Php_is_written_in_several_ways(string text, string? address) => PhpFormats.AddressOf(text).ShouldBe(address);

    [Fact]
    public void A_root_that_everybody_may_write_is_told()
    {
        var root = Directory.CreateTempSubdirectory("goodgate-root-").FullName;
        try
        {
            File.SetUnixFileMode(root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherWrite);
            var warning = Lint(root).ShouldHaveSingleItem();
            warning.Rule.ShouldBe("root-open-to-all");
            warning.ToString().ShouldContain($"{root} may be written by everybody");
            File.SetUnixFileMode(root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            Lint(root).ShouldBeEmpty();
        }
        finally
        {
            Directory.Delete(root);
        }
    }

    private static IReadOnlyList<SettingsProblem> Lint(string root)
    {
        var read = SettingsFile.Parse($"sites: {{ a: {{ hosts: [a.test], files: {root} }} }}", "f", Samples.Environment);
        return SettingsLint.Check(new LintSubject(read.Settings.ShouldNotBeNull(), read.Effective, lowestFreePort: 1024));
    }
}
