using System.IO.Compression;
using System.Text;
using Goodgate.Cli.Caching;

namespace Goodgate.Cli.Tests.Caching;

public sealed class SitemapTests
{
    private const string Space = "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:image=\"http://www.google.com/schemas/sitemap-image/1.1\"";

    [Fact]
    public void Pages_are_read_and_pictures_are_none()
    {
        var (addresses, areSitemaps) = Read($"<?xml version=\"1.0\"?><!-- a --><urlset {Space}><url><loc> https://a.test/?x=1&amp;y </loc><lastmod>2026-01-01</lastmod><image:image><image:loc>https://a.test/a.png</image:loc></image:image></url><url><loc>https://a.test/b</loc></url></urlset>");
        addresses.ShouldBe(["https://a.test/?x=1&y", "https://a.test/b"]);
        areSitemaps.ShouldBeFalse();
    }

    [Fact]
    public void Lists_of_lists_are_told_from_lists_of_pages() =>
        Read($"<sitemapindex {Space}><sitemap><loc>https://a.test/1.xml</loc></sitemap></sitemapindex>").AreSitemaps.ShouldBeTrue();

    [Fact]
    public void Gzip_is_unpacked()
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes($"<urlset {Space}><url><loc>https://a.test/</loc></url></urlset>"));
        }

        Sitemap.Read(packed.ToArray()).Addresses.ShouldHaveSingleItem();
        Should.Throw<FormatException>(() => Sitemap.Read([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0, 7, 7, 7, 7]));
    }

    [Theory]
    [InlineData("", "line 0")]
    [InlineData("<html><body>404</body></html>", "first element is <html>")]
    [InlineData("<urlset><url><loc>https://a.test/</loc>", "line 1, column")]
    [InlineData("<!DOCTYPE urlset [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><urlset><url><loc>&a;</loc></url></urlset>", "DTD")]
    [InlineData("<urlset><url><loc><b>x</b></loc></url></urlset>", "no sitemap")]
    public void What_is_no_sitemap_is_said(string text, string expected) =>
        Should.Throw<FormatException>(() => Read(text)).Message.ShouldContain(expected);

    private static (IReadOnlyList<string> Addresses, bool AreSitemaps) Read(string text) => Sitemap.Read(Encoding.UTF8.GetBytes(text));
}
