using System.Text;

namespace Goodgate.Allocations;

/// <summary>A request as bytes.</summary>
/// <param name="Bytes">Head and body.</param>
public sealed record Request(byte[] Bytes)
{
    public static Request Get { get; } = Make("GET /page", "", 0);

    /// <summary>Its answer has 64 KiB.</summary>
    public static Request LargeGet { get; } = Make("GET /large", "", 0);

    // What Firefox sends for a page, with a cookie.
    public static Request BrowserGet { get; } = Make(
        "GET /page",
        "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0\r\nAccept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r\n"
        + "Accept-Language: en-US,en;q=0.5\r\nAccept-Encoding: gzip, deflate, br, zstd\r\nConnection: keep-alive\r\nCookie: session=0123456789abcdef0123456789abcdef\r\n"
        + "Upgrade-Insecure-Requests: 1\r\nSec-Fetch-Dest: document\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Site: none\r\nPriority: u=0, i\r\n",
        0);

    public static Request SmallPost { get; } = Make("POST /page", "Content-Type: text/plain\r\n", 1024);

    public static Request LargePost { get; } = Make("POST /page", "Content-Type: text/plain\r\n", 64 * 1024);

    private static Request Make(string methodAndTarget, string fields, int body) => new(Encoding.ASCII.GetBytes(
        $"{methodAndTarget} HTTP/1.1\r\nHost: example.test\r\n{fields}{(body > 0 ? $"Content-Length: {body}\r\n" : "")}\r\n{new string('x', body)}"));
}
