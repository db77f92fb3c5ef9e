namespace Goodgate.EndToEnd.Importing;

/// <summary>What Debian installs is read whole, has nothing to complain of, and becomes settings that are good.</summary>
public sealed class DebianDefaultTests
{
    [Theory]
    [InlineData("nginx", "/etc/nginx/nginx.conf")]
    [InlineData("apache", "/etc/apache2/apache2.conf")]
    [InlineData("haproxy", "/etc/haproxy/haproxy.cfg")]
    [InlineData("caddy", "/etc/caddy/Caddyfile")]
    public async Task The_defaults_of_a_package_have_no_finding(string system, string file)
    {
        File.Exists(file).ShouldBeTrue($"{file} is missing: its Debian package is needed");
        var run = await ImportProgram.RunAsync(system, file);
        run.Error.ShouldBeEmpty();
        run.ExitCode.ShouldBe(0, run.Out);

        var converted = await ImportProgram.RunAsync(system, file, "--to-goodgate");
        converted.ExitCode.ShouldBe(0, converted.Error);
        if (system != "haproxy")
        {
            // HAProxy's default listens nowhere.
            Goodgate.Cli.Settings.SettingsFile.Parse(converted.Out, "goodgate.yaml", _ => null).Problems.ShouldBeEmpty(converted.Out);
        }
    }
}
