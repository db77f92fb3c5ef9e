using System.Text;

namespace Goodgate.Benchmarks.Http1;

/// <summary>Heads as clients send them.</summary>
internal static class Requests
{
    private const string LoadGenerator = "GET /1k HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nUser-Agent: wrk/4.1.0\r\n\r\n";

    private const string Browser =
        "POST /shop/cart/add?item=12345&size=42 HTTP/1.1\r\nHost: www.example.com\r\n" +
        "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0\r\n" +
        "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r\nAccept-Language: en-US,en;q=0.5\r\nAccept-Encoding: gzip, deflate, br, zstd\r\n" +
        "Referer: https://www.example.com/shop/category/shoes?page=2\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 348\r\n" +
        "Origin: https://www.example.com\r\nConnection: keep-alive\r\n" +
        "Cookie: session=4f1c2b9a7d5e4c3b8a6f0e1d2c3b4a59; theme=dark; consent=yes; _ga=GA1.1.1234567890.1700000000\r\n" +
        "Upgrade-Insecure-Requests: 1\r\nSec-Fetch-Dest: document\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Site: same-origin\r\nPriority: u=0, i\r\n\r\n";

    /// <summary>The bytes of the head with this name.</summary>
    public static byte[] Head(string name) => Encoding.Latin1.GetBytes(name switch
    {
        "load generator, 2 fields" => LoadGenerator,
        "browser, 16 fields" => Browser,
        _ => Sixty(),
    });

    private static string Sixty()
    {
        var head = new StringBuilder("GET / HTTP/1.1\r\nHost: example.com\r\n");
        for (var i = 1; i < 60; i++)
        {
            head.Append("X-Custom-Field-").Append(i).Append(": some value of field ").Append(i).Append("\r\n");
        }

        return head.Append("\r\n").ToString();
    }
}
