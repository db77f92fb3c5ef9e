using Goodgate.Cli.Settings;
using Goodgate.Cli.Settings.Lint;
using Goodgate.Cli.Settings.Shapes;
using Goodgate.Gateway.Routing;
using Goodgate.Gateway.Settings;
using Goodgate.Gateway.Upstreams;

namespace Goodgate.Cli.Tests.Settings;

public sealed class ValidSampleTests
{
    public static TheoryData<string> Names => Samples.Names("valid");

    [Theory]
    [MemberData(nameof(Names))]
    public void A_valid_sample_has_neither_errors_nor_warnings(string name)
    {
        var result = SettingsFile.Read(Samples.PathOf("valid", name), Samples.Environment);

        result.Problems.ShouldBeEmpty();
        SettingsLint.Check(new LintSubject(result.Settings!, result.Effective, lowestFreePort: 1024)).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_gateway_takes_what_the_reader_takes(string name)
    {
        var settings = Read(name);

        GatewayModel.Build(settings, before: null, TimeProvider.System).Sites.Count.ShouldBe(settings.Sites.Count);
    }

    [Fact]
    public void Every_leniency_the_reader_knows_is_one_of_the_gateway()
    {
        var lenient = (ChoiceShape)((ListShape)SettingsTableTests.Keys().Single(k => k.Path == "upstreams.NAME.lenient").Key.Shape).Item;

        Should.NotThrow(() => new Upstream(new UpstreamSettings { Name = "app", Servers = [], Lenient = lenient.Words }, TimeProvider.System));
    }

    [Fact]
    public void Servers_and_hosts_come_in_one_spelling()
    {
        var settings = Read("servers");

        settings.Upstreams.Single().Servers.ShouldBe(
            ["http://127.0.0.1:3000", "http://app.internal:80", "https://app.internal:443", "http://[::1]:3000", "http+unix:/run/app.sock", "http://my_app_1:80"]);
        settings.Sites.Single().Hosts.ShouldBe(["example.com", "*.example.com", "*", "[::1]", "127.0.0.1"]);
    }

    [Fact]
    public void FastCGI_servers_keep_no_connections_unless_told_to()
    {
        var settings = Read("fastcgi");

        settings.Upstreams[0].Servers.ShouldBe(["fastcgi+unix:/run/php/php8.2-fpm.sock", "fastcgi://127.0.0.1:9000", "fastcgi://[::1]:9001"]);
        settings.Upstreams[0].FastCgi.ShouldBe(new FastCgiSettings { Root = "/var/www/html", Script = "/index.php", AbortOnFatal = true, CollectBytes = 64 * 1024 });
        settings.Upstreams[0].Pool.MaxIdle.ShouldBe(2);
        settings.Upstreams[1].Pool.MaxIdle.ShouldBeNull();
        new Upstream(settings.Upstreams[0] with { Pool = new PoolSettings() }, TimeProvider.System).Servers[0].Pool.MaxIdle.ShouldBe(0);
        new Upstream(settings.Upstreams[1], TimeProvider.System).Servers[0].Pool.MaxIdle.ShouldBe(1024);
    }

    [Fact]
    public void Variables_defaults_and_dollar_signs_are_put_in()
    {
        var settings = Read("environment");

        settings.Upstreams.Single().Servers.ShouldBe(["http://127.0.0.1:3000", "http://127.0.0.1:3001"]);
        settings.Upstreams.Single().Retries.ShouldBe(1);
        settings.Sites.Single().Routes[1].Respond!.Body.ShouldBe("5 $ or more or $x");
    }

    [Fact]
    public void Words_that_YAML_takes_for_flags_stay_text()
    {
        var site = Read("text-is-text").Sites.Single();

        site.Name.ShouldBe("no");
        site.Hosts.ShouldBe(["no", "on"]);
        site.Routes.Single().Respond!.Body.ShouldBe("yes");
    }

    [Fact]
    public void A_block_keeps_its_lines_and_tabs() =>
        Read("block-text").Sites.Single().Routes.Single().Respond!.Body.ShouldBe("Back at noon.\n\tReally.\n");

    [Fact]
    public void Single_addresses_become_networks() =>
        Read("networks").TrustedProxies.ShouldBe(["10.0.0.0/8", "192.0.2.1/32", "2001:db8::/32", "::1/128"]);

    [Fact]
    public void The_short_form_is_the_same_as_the_option_and_as_the_full_form()
    {
        var full = SettingsFile.Parse("upstreams: { app: { servers: [http://127.0.0.1:3000] } }\nsites: { app: { hosts: ['*'], routes: [{ upstream: app }] } }", "f", Samples.Environment);
        var option = SettingsFile.ForServer("http://127.0.0.1:3000");

        option.Problems.ShouldBeEmpty();
        AsJson.Of(Read("smallest")).ShouldBe(AsJson.Of(full.Settings!));
        AsJson.Of(option.Settings!).ShouldBe(AsJson.Of(full.Settings!));
        option.Settings!.Sites.Single().Routes.Single().Origin.ShouldBe("--to");
    }

    [Fact]
    public void A_bad_server_option_is_told_under_its_name()
    {
        var result = SettingsFile.ForServer("127.0.0.1:3000");

        result.Settings.ShouldBeNull();
        result.Problems.Single().ToString().ShouldStartWith("--to: to \"127.0.0.1:3000\" has no scheme; ");
        result.Problems.Single().DidYouMean.ShouldBe("http://127.0.0.1:3000");
    }

    [Fact]
    public void A_route_knows_its_line()
    {
        var path = Samples.PathOf("valid", "methods");
        Read("methods").Sites.Single().Routes.Select(r => r.Origin).ShouldBe([$"{path}:7", $"{path}:8", $"{path}:9"]);
    }

    [Theory]
    [InlineData("off", "off")]
    [InlineData("\"off\"", "off")]
    [InlineData("127.0.0.1:9503", "127.0.0.1:9503")]
    [InlineData("{ listen: off }", "off")]
    public void The_admin_port_may_be_said_alone(string written, string listen)
    {
        var read = SettingsFile.Parse($"to: http://127.0.0.1:3000\nadmin: {written}\n", "f", Samples.Environment);

        read.Problems.ShouldBeEmpty();
        read.Settings!.Admin.Listen.ShouldBe(listen);
    }

    [Fact]
    public void A_rate_may_stand_alone_and_without_a_burst()
    {
        var settings = Read("rates");

        settings.Sites[0].Routes.Select(route => route.Rate).ShouldBe([null, new RateSettings { Requests = "10/min", Burst = 5 }, new RateSettings { Requests = "5/s" }]);
        settings.Sites[1].Routes.Single().Rate.ShouldBe(new RateSettings { Requests = "100/h" });
        settings.Sites[1].Files!.LimitLogins.ShouldBeTrue();
        settings.Sites[2].Routes.Single().Upstream.ShouldBeNull();
    }

    private static GatewaySettings Read(string name) => SettingsFile.Read(Samples.PathOf("valid", name), Samples.Environment).Settings!;
}
