using Goodgate.Gateway.Routing;
using Goodgate.Gateway.Settings;
using Goodgate.Gateway.Upstreams;

namespace Goodgate.Gateway.Tests.Routing;

public sealed class SiteTableTests
{
    [Theory]
    [InlineData("example.com", "exact")]
    [InlineData("EXAMPLE.COM.:443", "exact")]
    [InlineData("www.example.com", "wildcard")]
    [InlineData("a.b.example.com:80", "wildcard")]
    [InlineData("a.api.example.com", "longer")]
    [InlineData("api.example.com", "wildcard")]
    [InlineData("xexample.com", "any")]
    [InlineData(".example.com", "any")]
    [InlineData("com", "any")]
    [InlineData("", "any")]
    [InlineData(":80", "any")]
    [InlineData("[::1]", "six")]
    [InlineData("[::1]:8080", "six")]
    [InlineData("[::1", "any")]
    public void Exact_before_longest_wildcard_before_any(string host, string site)
    {
        var table = new SiteTable([Of("any", "*"), Of("wildcard", "*.example.com"), Of("longer", "*.api.example.com"), Of("exact", "example.com"), Of("six", "[::1]")]);

        table.Find(host).ShouldNotBeNull().Settings.Name.ShouldBe(site);
    }

    [Theory]
    [InlineData("other.test")]
    [InlineData("")]
    [InlineData("example.com.evil.test")]
    public void Without_any_a_host_may_be_unknown(string host) => new SiteTable([Of("s", "example.com", "*.example.com")]).Find(host).ShouldBeNull();

    [Theory]
    [InlineData("/a", "/a", true)]
    [InlineData("/a", "/a/", false)]
    [InlineData("/a", "/ab", false)]
    [InlineData("/a/*", "/a", true)]
    [InlineData("/a/*", "/a/", true)]
    [InlineData("/a/*", "/a/b/c", true)]
    [InlineData("/a/*", "/ab", false)]
    [InlineData("/a*", "/ab", true)]
    [InlineData("/*", "/", true)]
    [InlineData("/*", "*", true)]
    [InlineData("/*", "", true)]
    [InlineData("/a/*", "*", false)]
    [InlineData("/A", "/a", false)]
    public void A_path_matches_exactly_or_by_its_beginning(string route, string path, bool matches) =>
        new Route(new RouteSettings { Path = route }, null).MatchesPath(path).ShouldBe(matches);

    [Theory]
    [InlineData("", "GET", true)]
    [InlineData("GET,HEAD", "HEAD", true)]
    [InlineData("GET,HEAD", "POST", false)]
    [InlineData("GET", "get", false)]
    public void A_method_matches_by_its_own_case(string methods, string method, bool matches) =>
        new Route(new RouteSettings { Methods = methods.Split(',', StringSplitOptions.RemoveEmptyEntries) }, null).MatchesMethod(method).ShouldBe(matches);

    [Fact]
    public void Routes_are_tried_from_the_most_specific_to_the_least()
    {
        var site = new Site(
            new SiteSettings
            {
                Name = "s",
                Hosts = ["*"],
                Routes =
                [
                    new RouteSettings { Path = "/*" }, new RouteSettings { Path = "/a/*" }, new RouteSettings { Path = "/a/b" },
                    new RouteSettings { Path = "/a/b/*", Methods = ["POST"] }, new RouteSettings { Path = "/a/b/*" }, new RouteSettings { Path = "/a" },
                ],
            },
            new Dictionary<string, Upstream>());

        site.Routes.Select(route => route.Settings.Path + string.Concat(route.Settings.Methods)).ShouldBe(["/a/b", "/a", "/a/b/*POST", "/a/b/*", "/a/*", "/*"]);
        site.Find("GET", "/a/b?x=/a").ShouldNotBeNull().Settings.Path.ShouldBe("/a/b");
    }

    private static Site Of(string name, params string[] hosts) =>
        new(new SiteSettings { Name = name, Hosts = hosts, Routes = [] }, new Dictionary<string, Upstream>());
}
