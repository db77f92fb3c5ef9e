using System.IO.Compression;
using System.Text;
using Goodgate.Gateway.Files;
using Goodgate.Gateway.Files.Coding;
using Goodgate.Gateway.Files.Disk;

namespace Goodgate.Gateway.Tests.Files;

/// <summary>Which form of a file a client gets, and what the coders make of it.</summary>
public sealed class CodingTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData("", "")]
    [InlineData("gzip", "gzip")]
    [InlineData("gzip, deflate, br, zstd", "br gzip")]
    [InlineData("br;q=0.5, gzip;q=1.0", "gzip br")]
    [InlineData("br;q=0, gzip", "gzip")]
    [InlineData("*", "br gzip")]
    [InlineData("*;q=0", "")]
    [InlineData("gzip;q=0, *;q=0.1", "br")]
    [InlineData("x-gzip", "gzip")]
    [InlineData("identity", "")]
    [InlineData("deflate", "")]
    [InlineData("gzip, br, gzip;q=0, br;q=0", "br gzip")]
    [InlineData("*, *;q=0", "br gzip")]
    public void Accept_Encoding_says_what_is_taken(string? field, string expected) => string.Join(' ', CodingChoice.Of(field).Ordered).ShouldBe(expected);

    [Theory]
    [InlineData("gzip", 1)]
    [InlineData("gzip", 300_000)]
    [InlineData("br", 1)]
    [InlineData("br", 300_000)]
    public void What_a_coder_puts_out_reads_back(string coding, int size)
    {
        var content = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, (size / 8) + 1).Select(i => $"line {i};")))[..size];
        var coded = new MemoryStream();
        using (var coder = ContentCoder.For(coding))
        {
            for (var i = 0; i < size; i += 50_000)
            {
                coder.Add(content.AsSpan(i, Math.Min(50_000, size - i)), i + 50_000 >= size);
                coded.Write(coder.Out.Written.Span);
                coder.Out.Clear();
            }
        }

        coded.Position = 0;
        using Stream decoder = coding == "br" ? new BrotliStream(coded, CompressionMode.Decompress) : new GZipStream(coded, CompressionMode.Decompress);
        var back = new MemoryStream();
        decoder.CopyTo(back);
        back.ToArray().ShouldBe(content);
        (size < 1000 || coded.Length < size / 3).ShouldBeTrue($"{size} bytes became {coded.Length}");
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public void What_is_flushed_can_be_read_before_more_comes(string coding)
    {
        using var coder = ContentCoder.For(coding);
        var content = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 20_000).Select(i => $"{i} ")));
        coder.Add(content, last: false);
        coder.Flush();
        Decoded(coding, coder.Out.Written.ToArray(), content.Length).ShouldBe(content);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public void Of_nothing_a_coder_makes_something_that_can_be_read(string coding)
    {
        using var coder = ContentCoder.For(coding);
        coder.Flush();
        coder.Add(default, last: true);
        coder.Out.Length.ShouldBeGreaterThan(0);
        Decoded(coding, coder.Out.Written.ToArray(), 10).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("text/html; charset=UTF-8", true)]
    [InlineData("Text/HTML", true)]
    [InlineData("application/json;charset=utf-8", true)]
    [InlineData("application/rss+xml ; charset=UTF-8", true)]
    [InlineData("application/javascript", true)]
    [InlineData("image/png", false)]
    [InlineData("image/png; name=text/html", false)]
    [InlineData("", false)]
    public void A_content_type_says_whether_it_gets_smaller(string type, bool expected) => MediaTypes.IsCompressible(type).ShouldBe(expected);

    [Theory]
    [InlineData("style.css", "br, gzip", true, "br on the way")]
    [InlineData("style.css", "gzip", true, "gzip on the way")]
    [InlineData("style.css", "br, gzip", false, "plain, varies")]
    [InlineData("style.css", null, true, "plain, varies")]
    [InlineData("small.css", "br, gzip", true, "plain, varies")]
    [InlineData("photo.jpg", "br, gzip", true, "plain")]
    [InlineData("stored.css", "br, gzip", true, "br")]
    [InlineData("stored.css", "gzip", true, "gzip")]
    [InlineData("stored.css", "br, gzip", false, "br")]
    [InlineData("stale.css", "gzip", false, "plain, varies")]
    [InlineData("linked.css", "gzip", false, "plain, varies")]
    public void A_form_is_chosen(string name, string? accept, bool codes, string expected)
    {
        using var folder = new SiteFolder().With("stored.css", "stored.css.br", "stored.css.gz", "stale.css", "stale.css.gz", "small.css", "photo.jpg", "linked.css");
        File.WriteAllText(Path.Combine(folder.Root, "style.css"), new string('a', 2000));
        File.WriteAllText(Path.Combine(folder.Root, "photo.jpg"), new string('a', 2000));
        File.SetLastWriteTimeUtc(Path.Combine(folder.Root, "stale.css.gz"), DateTime.UnixEpoch);
        folder.Link("linked.css.gz", Path.Combine(folder.Outside, "secret.txt"));
        using var root = SiteRoot.Open(folder.Site().Opening, out _)!;

        using var shown = Representation.Of(root.Find(name, FileCalls.ForReading).File!, root, name, accept, codes);

        $"{shown.Coding ?? "plain"}{(shown.IsCodedOnTheWay ? " on the way" : shown.Coding is null && shown.Varies ? ", varies" : "")}".ShouldBe(expected);
        shown.Tag.StartsWith('W').ShouldBe(shown.IsCodedOnTheWay);
        shown.Tag.Contains("-br\"", StringComparison.Ordinal).ShouldBe(expected == "br");
    }

    [Fact]
    public void Who_finds_no_room_is_told_and_places_come_back()
    {
        var room = new CodingRoom(1);
        room.TryEnter().ShouldBeTrue();
        room.TryEnter().ShouldBeFalse();
        room.Leave();
        room.TryEnter().ShouldBeTrue();
    }

    private static byte[] Decoded(string coding, byte[] coded, int most)
    {
        using var bytes = new MemoryStream(coded);
        using Stream decoder = coding == "br" ? new BrotliStream(bytes, CompressionMode.Decompress) : new GZipStream(bytes, CompressionMode.Decompress);
        var back = new byte[most];
        return back[..decoder.ReadAtLeast(back, most, throwOnEndOfStream: false)];
    }

    [Theory]
    [InlineData("a.html", "text/html; charset=utf-8", true)]
    [InlineData("a.CSS", "text/css; charset=utf-8", true)]
    [InlineData("a.min.js", "text/javascript; charset=utf-8", true)]
    [InlineData("a.svg", "image/svg+xml", true)]
    [InlineData("a.svgz", "image/svg+xml", false)]
    [InlineData("a.json", "application/json", true)]
    [InlineData("a.png", "image/png", false)]
    [InlineData("a.woff2", "font/woff2", false)]
    [InlineData("a.wasm", "application/wasm", true)]
    [InlineData("LICENSE", "application/octet-stream", false)]
    [InlineData("a.", "application/octet-stream", false)]
    [InlineData("a.exe", "application/octet-stream", false)]
    public void A_name_has_a_type(string name, string type, bool compressible)
    {
        MediaTypes.Of(name).ShouldBe(type);
        MediaTypes.IsCompressible(type, name).ShouldBe(compressible);
    }
}
