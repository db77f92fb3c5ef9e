using Goodgate.Gateway.Routing;

namespace Goodgate.Gateway.Tests.Routing;

public sealed class RoutePathTests
{
    [Theory]
    [InlineData("/", "/")]
    [InlineData("/a/b", "/a/b")]
    [InlineData("/%61dmin", "/admin")]
    [InlineData("/%61%64%6D%69%6e/x", "/admin/x")]
    [InlineData("//admin", "/admin")]
    [InlineData("/a//b///c/", "/a/b/c/")]
    [InlineData("/x/../admin", "/admin")]
    [InlineData("/x/%2e%2e/admin", "/admin")]
    [InlineData("/x/%2E./admin", "/admin")]
    [InlineData("/./admin/.", "/admin/")]
    [InlineData("/../../admin", "/admin")]
    [InlineData("/..", "/")]
    [InlineData("/a%2Fb", "/a%2Fb")]
    [InlineData("/a%2", "/a%2")]
    [InlineData("/a%zz", "/a%zz")]
    [InlineData("/.well-known/x", "/.well-known/x")]
    [InlineData("*", "*")]
    public void Is_what_a_server_would_serve(string path, string seen) => RoutePath.Of(path).ToString().ShouldBe(seen);

    [Fact]
    public void Decodes_once_only() => RoutePath.Of("/%2561dmin").ToString().ShouldBe("/%61dmin");
}
