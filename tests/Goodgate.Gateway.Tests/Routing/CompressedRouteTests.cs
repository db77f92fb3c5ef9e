using Goodgate.Gateway.Routing;
using Goodgate.Gateway.Settings;
using Goodgate.Gateway.Upstreams;

namespace Goodgate.Gateway.Tests.Routing;

/// <summary>Which routes compress: what scripts answer, unless settings say otherwise; the route before its site.</summary>
public sealed class CompressedRouteTests
{
    [Theory]
    [InlineData("fastcgi://127.0.0.1:9000", null, null, true)]
    [InlineData("http://127.0.0.1:3000", null, null, false)]
    [InlineData("http://127.0.0.1:3000", true, null, true)]
    [InlineData("http://127.0.0.1:3000", false, true, true)]
    [InlineData("fastcgi://127.0.0.1:9000", false, null, false)]
    [InlineData("fastcgi://127.0.0.1:9000", true, false, false)]
    public void An_upstream_compresses_where_it_runs_scripts(string server, bool? site, bool? route, bool expected)
    {
        var upstream = new Upstream(new UpstreamSettings { Name = "app", Servers = [server], FastCgi = new FastCgiSettings { Root = "/srv" } }, TimeProvider.System);
        var settings = new SiteSettings { Name = "site", Hosts = ["*"], Compress = site, Routes = [new RouteSettings { Upstream = "app", Compress = route }] };
        new Site(settings, new Dictionary<string, Upstream> { ["app"] = upstream }).Routes.ShouldHaveSingleItem().Compresses.ShouldBe(expected);
    }

    [Theory]
    [InlineData(true, null, null, true, true)]
    [InlineData(false, null, null, false, false)]
    [InlineData(false, true, null, true, true)]
    [InlineData(true, null, false, true, false)]
    [InlineData(true, false, null, false, false)]
    public void Scripts_of_a_site_with_files_do_as_its_files_say(bool files, bool? site, bool? route, bool rest, bool own)
    {
        var settings = new SiteSettings
        {
            Name = "site",
            Hosts = ["*"],
            Compress = site,
            Files = new FilesSettings { Root = Path.GetTempPath(), Compress = files },
            Routes = [new RouteSettings { Path = "/a", Compress = route }],
        };
        var routes = new Site(settings, new Dictionary<string, Upstream>()).Routes;
        (routes[^1].Compresses, routes[0].Compresses).ShouldBe((rest, own));
    }

    [Fact]
    public void A_fixed_answer_is_left_alone()
    {
        var settings = new SiteSettings { Name = "site", Hosts = ["*"], Routes = [new RouteSettings { Respond = new RespondSettings() }] };
        new Site(settings, new Dictionary<string, Upstream>()).Routes.ShouldHaveSingleItem().Compresses.ShouldBeFalse();
    }
}
