using BenchmarkDotNet.Attributes;
using Goodgate.Wire.Http1;

namespace Goodgate.Benchmarks.Http1;

/// <summary>The head of a browser's request, as it is sent to a server: 16 fields.</summary>
[MemoryDiagnoser]
public class RequestHeadWriting
{
    private static readonly (string Name, string Value)[] Fields =
    [
        ("Host", "www.example.com"),
        ("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"),
        ("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
        ("Accept-Language", "en-US,en;q=0.5"),
        ("Accept-Encoding", "gzip, deflate, br, zstd"),
        ("Referer", "https://www.example.com/shop/category/shoes?page=2"),
        ("Cookie", "session=4f1c2b9a7d5e4c3b8a6f0e1d2c3b4a59; theme=dark; consent=yes; _ga=GA1.1.1234567890.1700000000"),
        ("DNT", "1"),
        ("Upgrade-Insecure-Requests", "1"),
        ("Sec-Fetch-Dest", "document"),
        ("Sec-Fetch-Mode", "navigate"),
        ("Sec-Fetch-Site", "same-origin"),
        ("X-Forwarded-For", "203.0.113.7"),
        ("X-Forwarded-Proto", "https"),
        ("X-Request-Id", "0af7651916cd43dd8448eb211c80319c"),
    ];

    private readonly RequestHeadWriter _writer = new();

    [Benchmark]
    public int Write()
    {
        _writer.Start("POST", "/shop/cart/add?item=12345&size=42");
        foreach (var (name, value) in Fields)
        {
            _writer.Field(name, value);
        }

        _writer.Field("Content-Length", 348);
        _writer.End();
        return _writer.Written.Length;
    }
}
