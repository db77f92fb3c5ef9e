using System.Net;
using Goodgate.EndToEnd.RealServers;
using Goodgate.EndToEnd.Stage;

namespace Goodgate.EndToEnd.WordPress;

/// <summary>What visitors ask a WordPress for: the gateway gives it, and as nginx does.</summary>
[Collection(WordPressTests.Name)]
public sealed class PageTests(WordPressSite site)
{
    private const string Nginx = """
        index index.php;
        location / { try_files $uri $uri/ /index.php?$args; }
        location ~ \.php$ { include /etc/nginx/fastcgi_params; fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name; fastcgi_pass unix:{SOCKET}; }
        """;

    [Theory]
    [InlineData("/", "<p class=\"wp-block-site-title\">")]
    [InlineData("/post-3/", "Post number 3")]
    [InlineData("/?s=somebody", "Post number")]
    [InlineData("/page/2/", "Post number 1<")]
    [InlineData("/index.php/post-3/", "")]
    [InlineData("/feed/", "<rss version=\"2.0\"")]
    [InlineData("/post-3/feed/", "A word on post 3.")]
    [InlineData("/comments/feed/", "<rss version=\"2.0\"")]
    [InlineData("/wp-json/", "\"name\":\"A site\"")]
    [InlineData("/wp-json/wp/v2/posts?per_page=2&_fields=slug", "[{\"slug\":\"")]
    [InlineData("/wp-sitemap.xml", "<sitemapindex")]
    [InlineData("/robots.txt", "Disallow: /wp-admin/")]
    [InlineData("/wp-login.php", "id=\"loginform\"")]
    [InlineData("/wp-includes/css/dashicons.min.css", "@font-face")]
    [InlineData("/wp-includes/js/jquery/jquery.min.js", "jQuery")]
    public async Task A_page_is_there(string target, string words)
    {
        await using var gateway = await site.BehindAsync();
        var answer = await gateway.GetAsync(target);
        if (words.Length == 0)
        {
            // WordPress itself sends its visitors to the address without index.php.
            answer.Status.ShouldBe(301);
            answer.Field("Location").ShouldBe("http://site.test/post-3/");
        }
        else
        {
            answer.Status.ShouldBe(200, answer.Text);
            answer.LooksWhole.ShouldBeTrue();
            answer.Text.ShouldContain(words, Case.Sensitive);
        }

        (await gateway.EndAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/post-3/")]
    [InlineData("/post-3")]
    [InlineData("/POST-3/")]
    [InlineData("/?p=3")]
    [InlineData("/nothing-here/")]
    [InlineData("/nothing-here.css")]
    [InlineData("/nothing.php")]
    [InlineData("/%C3%A4%20b/?x=%00")]
    [InlineData("/feed/")]
    [InlineData("/feed")]
    [InlineData("/wp-json/wp/v2/posts/99999")]
    [InlineData("/wp-json/wp/v2/users/me")]
    [InlineData("/wp-admin")]
    [InlineData("/wp-admin/")]
    [InlineData("/wp-admin/admin-ajax.php")]
    [InlineData("/wp-admin/load-styles.php?c=0&load[]=dashicons")]
    [InlineData("/wp-login.php")]
    [InlineData("/wp-cron.php")]
    [InlineData("/xmlrpc.php")]
    [InlineData("/wp-includes/css/dashicons.min.css")]
    [InlineData("/wp-includes/images/media/archive.png")]
    [InlineData("/wp-content/uploads")]
    public async Task It_is_what_nginx_gives(string target)
    {
        using var nginx = await NginxServer.StartAsync("", $"root {site.Root}; include /etc/nginx/mime.types; {Nginx.Replace("{SOCKET}", site.Socket, StringComparison.Ordinal)}");
        await using var gateway = await site.BehindAsync();
        using var other = await RawClient.ConnectAsync(new IPEndPoint(IPAddress.Loopback, nginx.Port));
        var theirs = await other.AskAsync($"GET {target} HTTP/1.1\r\nHost: site.test\r\n\r\n");
        var ours = await gateway.GetAsync(target);
        ours.Status.ShouldBe(theirs.Status, ours.Text);

        // nginx writes a redirect of its own with its port; and it names no character set where it is not told to.
        Place(ours).ShouldBe(Place(theirs));
        Type(ours).ShouldBe(Type(theirs));
    }

    [Fact]
    public async Task An_asset_is_compressed_and_asked_for_only_once()
    {
        await using var gateway = await site.BehindAsync();
        const string asset = "/wp-includes/css/dist/block-library/style.css";
        var packed = await gateway.GetAsync(asset, "Accept-Encoding: gzip\r\n");
        packed.Field("Content-Encoding").ShouldBe("gzip");
        await using var unpacked = new System.IO.Compression.GZipStream(new MemoryStream(packed.Body), System.IO.Compression.CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        await unpacked.CopyToAsync(bytes);
        bytes.ToArray().ShouldBe(await File.ReadAllBytesAsync(site.Root + asset));
        (await gateway.GetAsync(asset, $"If-None-Match: {packed.Field("ETag")}\r\n")).Status.ShouldBe(304);
    }

    [Theory]
    [InlineData("/wp-config.php", 404)]
    [InlineData("/wp-config.php/x", 404)]
    [InlineData("/wp-includes/version.php", 403)]
    [InlineData("/wp-admin/includes/file.php", 403)]
    [InlineData("/wp-content/uploads/shell.php", 403)]
    public async Task What_is_not_for_visitors_is_not_given(string target, int status)
    {
        await using var gateway = await site.BehindAsync();
        (await gateway.GetAsync(target)).Status.ShouldBe(status);
    }

    private static string? Place(Answer answer) => answer.Field("Location") is { } place && Uri.TryCreate(place, UriKind.Absolute, out var uri) ? uri.PathAndQuery : answer.Field("Location");

    private static string? Type(Answer answer) => answer.Status is 301 or 302 ? null : answer.Field("Content-Type")?.Split(';')[0];
}
