using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Goodgate.Cli.Tests.Caching;

/// <summary><c>goodgate cache explain</c> and <c>warm</c> before a site of a few lines.</summary>
public sealed class SiteCommandTests : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Dictionary<string, string> _pages = new(StringComparer.Ordinal);
    private readonly List<string> _asked = [];
    private readonly string _authority;

    public SiteCommandTests()
    {
        _listener.Start();
        _authority = $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";
        _ = ServeAsync();
    }

    public void Dispose() => _listener.Dispose();

    [Fact]
    public async Task A_page_is_explained()
    {
        _pages["/a"] = "Cache-Status: goodgate; fwd=uri-miss; detail=set-cookie\r\nSet-Cookie: secret=1\r\nCache-Control: max-age=60\r\n\r\nhello";
        await using var called = await Called.WithAsync("cache", "explain", $"http://{_authority}/a");
        called.ExitCode.ShouldBe(0, called.Error.ToString());
        var said = string.Join(' ', called.Out.Lines);
        said.ShouldContain("200, 5 bytes");
        said.ShouldContain("Cache-Control: max-age=60");
        said.ShouldContain("The response sets a cookie, which is one person's.");
        said.ShouldContain("What to do:");
        said.ShouldNotContain("secret");
    }

    [Fact]
    public async Task Without_a_cache_that_is_said()
    {
        _pages["/a"] = "\r\nhello";
        await using var called = await Called.WithAsync("cache", "explain", "http://site.test/a", "--connect", _authority, "-H", "Cookie: a=b");
        called.ExitCode.ShouldBe(1);
        string.Join(' ', called.Out.Lines).ShouldContain("no Cache-Status");
        _asked.ShouldContain(head => head.Contains("Host: site.test", StringComparison.Ordinal) && head.Contains("Cookie: a=b", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_pages_of_a_sitemap_are_asked_for_each_once()
    {
        const string Space = "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"";
        _pages["/robots.txt"] = $"\r\nUser-agent: *\nSitemap: https://127.0.0.1/maps/all.xml\n";
        _pages["/maps/all.xml"] = $"\r\n<sitemapindex {Space}><sitemap><loc>https://127.0.0.1/maps/1.xml</loc></sitemap><sitemap><loc>https://127.0.0.1/maps/gone.xml</loc></sitemap></sitemapindex>";
        _pages["/maps/1.xml"] = $"\r\n<urlset {Space}>{string.Concat(new[] { "/a", "/b", "/a", "/c", "/d" }.Select(path => $"<url><loc>https://127.0.0.1{path}</loc></url>"))}<url><loc>https://other.test/x</loc></url></urlset>";
        _pages["/a"] = "Cache-Status: goodgate; fwd=uri-miss; stored\r\n\r\na";
        _pages["/b"] = "Cache-Status: goodgate; hit; ttl=9\r\n\r\nb";
        _pages["/c"] = "Cache-Status: goodgate; fwd=uri-miss; detail=no-store\r\n\r\nc";
        await using var called = await Called.WithAsync("cache", "warm", $"http://{_authority}/", "--rate", "1000");
        called.ExitCode.ShouldBe(1, "one page failed");
        var said = string.Join('\n', called.Out.Lines);
        said.ShouldContain("4 pages: 1 stored now, 1 there before, 1 not kept, 1 failed");
        said.ShouldContain("no-store: The response forbids to keep it");
        said.ShouldContain("status 500");
        called.Error.ToString().ShouldContain("/maps/gone.xml: status 500");
        _asked.Count(head => head.StartsWith("GET /a ", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Theory]
    [InlineData("/", "no sitemap was found")]
    [InlineData("/other.xml", "/other.xml: status 500")]
    [InlineData("/broken.xml", "/broken.xml: ")]
    public async Task Without_a_sitemap_the_reason_is_said_once(string path, string expected)
    {
        _pages["/broken.xml"] = "\r\n<urlset";
        _pages["/robots.txt"] = "\r\nUser-agent: *\n";
        await using var called = await Called.WithAsync("cache", "warm", $"http://{_authority}{path}");
        called.ExitCode.ShouldBe(2);
        called.Error.Lines.ShouldHaveSingleItem().ShouldContain(expected);
    }

    [Fact]
    public async Task A_site_in_trouble_is_not_one_without_a_sitemap()
    {
        await using var called = await Called.WithAsync("cache", "warm", $"http://{_authority}/");
        called.ExitCode.ShouldBe(2);
        called.Error.Lines.ShouldHaveSingleItem().ShouldEndWith("/: status 500 for /robots.txt: the site is in trouble");
    }

    [Theory]
    [InlineData("cache warm nowhere", "is no address")]
    [InlineData("cache warm http://127.0.0.1:1/ --rate 0", "--rate: expected a number above 0")]
    [InlineData("cache warm http://127.0.0.1:1/", "http://127.0.0.1:1/: nothing listens on 127.0.0.1:1; start the gateway, or name its address with --connect")]
    [InlineData("cache ls --limit many", "for option '--limit': expected a whole number.")]
    [InlineData("cache warm http://a.test/ --rate x", "for option '--rate': expected a number.")]
    [InlineData("cache purge ftp://a.test/", "\"ftp://a.test/\" is no address; expected https://HOST/PATH")]
    [InlineData("cache ls --prefix http://", "\"http://\" is no address")]
    [InlineData("cache explain http://127.0.0.1:1/", "nothing listens on 127.0.0.1:1; ")]
    [InlineData("cache explain http://a.test/ --connect nowhere", "expected HOST:PORT")]
    [InlineData("cache explain http://a.test/ -H nothing", "expected NAME: VALUE")]
    public async Task What_cannot_be_done_is_said(string line, string expected)
    {
        await using var called = await Called.WithAsync(line.Split(' '));
        called.ExitCode.ShouldBe(2);
        called.Error.ToString().ShouldContain(expected);
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync();
                var buffer = new byte[8192];
                var length = await client.GetStream().ReadAsync(buffer);
                var head = Encoding.ASCII.GetString(buffer, 0, length);
                _asked.Add(head);
                var answer = _pages.TryGetValue(head.Split(' ').ElementAtOrDefault(1) ?? "", out var page) ? $"HTTP/1.1 200 OK\r\nConnection: close\r\n{page}" : "HTTP/1.1 500 Oops\r\nConnection: close\r\n\r\n";
                await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(answer));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or IOException)
        {
            // The test is over.
        }
    }
}
