using Goodgate.Gateway.Settings;
using Goodgate.Gateway.Upstreams;

namespace Goodgate.Gateway.Tests.Upstreams;

public sealed class ServerAddressTests
{
    [Theory]
    [InlineData("http://app:8080", false, "app", 8080, "app:8080")]
    [InlineData("http://app", false, "app", 80, "app:80")]
    [InlineData("https://app", true, "app", 443, "app:443")]
    [InlineData("HTTPS://App.Example:8443/", true, "app.example", 8443, "app.example:8443")]
    [InlineData("app:8080", false, "app", 8080, "app:8080")]
    [InlineData("127.0.0.1:3000", false, "127.0.0.1", 3000, "127.0.0.1:3000")]
    [InlineData("http://[::1]:3000", false, "::1", 3000, "[::1]:3000")]
    [InlineData("http://bücher.example:80", false, "xn--bcher-kva.example", 80, "xn--bcher-kva.example:80")]
    public void Urls_are_taken_apart(string url, bool tls, string host, int port, string text)
    {
        var address = ServerAddress.Parse(url, out var error).ShouldNotBeNull(error);

        address.ShouldBe(new ServerAddress(url, tls, host, port, null));
        address.ToString().ShouldBe(text);
    }

    [Theory]
    [InlineData("fastcgi://app", "app", 9000, null)]
    [InlineData("FastCGI://127.0.0.1:9001/", "127.0.0.1", 9001, null)]
    [InlineData("fastcgi://[::1]:9001", "::1", 9001, null)]
    [InlineData("fastcgi+unix:/run/php.sock", "", 0, "/run/php.sock")]
    public void FastCGI_has_addresses_of_its_own(string url, string host, int port, string? path)
    {
        var address = ServerAddress.Parse(url, out var error).ShouldNotBeNull(error);

        address.ShouldBe(new ServerAddress(url, false, host, port, path) { IsFastCgi = true });
        new Upstream(new UpstreamSettings { Name = "php", Servers = [url] }, TimeProvider.System).FastCgi.ShouldNotBeNull();
    }

    [Fact]
    public void FastCGI_and_HTTP_servers_do_not_mix()
    {
        var settings = new UpstreamSettings { Name = "php", Servers = ["fastcgi://a", "http://b"] };
        Should.Throw<ArgumentException>(() => new Upstream(settings, TimeProvider.System)).Message.ShouldContain("make two upstreams");
    }

    [Theory]
    [InlineData("http+unix:/run/app.sock", "/run/app.sock")]
    [InlineData("http+unix:///run/app.sock", "/run/app.sock")]
    public void Unix_sockets_have_a_path(string url, string path)
    {
        var address = ServerAddress.Parse(url, out var error).ShouldNotBeNull(error);

        address.SocketPath.ShouldBe(path);
        address.ToString().ShouldBe(path);
    }

    [Theory]
    [InlineData("", "expected http://HOST:PORT")]
    [InlineData("ftp://app", "expected http://HOST:PORT")]
    [InlineData("http://", "expected http://HOST:PORT")]
    [InlineData("http://app:99999", "expected http://HOST:PORT")]
    [InlineData("http://a b", "expected http://HOST:PORT")]
    [InlineData("http://app/path", "a path here would be silently lost")]
    [InlineData("http://app?x", "a path here would be silently lost")]
    [InlineData("http://u:p@app", "expected only scheme, host and port")]
    [InlineData("http+unix:run/app.sock", "absolute/path")]
    [InlineData("http+unix:", "absolute/path")]
    public void What_cannot_be_used_is_explained(string url, string message)
    {
        ServerAddress.Parse(url, out var error).ShouldBeNull();

        error.ShouldNotBeNull().ShouldStartWith($"\"{url}\": ");
        error.ShouldContain(message);
    }

    [Fact]
    public void A_socket_path_has_the_length_the_kernel_takes()
    {
        ServerAddress.Parse("http+unix:/" + new string('a', 106), out _).ShouldNotBeNull();
        ServerAddress.Parse("http+unix:/" + new string('a', 107), out var error).ShouldBeNull();

        error.ShouldNotBeNull().ShouldContain("107 bytes");
    }

    [Fact]
    public void Servers_take_turns_and_a_retry_takes_none()
    {
        var upstream = new Upstream(new UpstreamSettings { Name = "app", Servers = ["a:1", "b:1", "c:1"] }, TimeProvider.System);

        string[] picked = [.. Enumerable.Range(0, 6).Select(_ =>
        {
            var first = upstream.Pick(0, out var index)!.Address.Host;
            var second = upstream.Pick(1UL << index, out var again)!.Address.Host;
            var third = upstream.Pick((1UL << index) | (1UL << again), out var last)!.Address.Host;
            upstream.Pick((1UL << index) | (1UL << again) | (1UL << last), out _).ShouldBeNull("all were tried");
            return first + second + third;
        })];

        picked.ShouldBe(["abc", "bca", "cab", "abc", "bca", "cab"]);
    }
}
