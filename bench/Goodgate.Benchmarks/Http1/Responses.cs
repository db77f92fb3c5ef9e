using System.Text;

namespace Goodgate.Benchmarks.Http1;

/// <summary>Heads as servers send them.</summary>
internal static class Responses
{
    private const string Nginx =
        "HTTP/1.1 200 OK\r\nServer: nginx/1.22.1\r\nDate: Fri, 20 Nov 2026 10:00:00 GMT\r\nContent-Type: text/html\r\nContent-Length: 1024\r\n" +
        "Last-Modified: Thu, 19 Nov 2026 09:00:00 GMT\r\nConnection: keep-alive\r\nETag: \"655b2f3c-400\"\r\nAccept-Ranges: bytes\r\n\r\n";

    private const string WordPress =
        "HTTP/1.1 200 OK\r\nServer: Apache/2.4.62 (Debian)\r\nDate: Fri, 20 Nov 2026 10:00:00 GMT\r\nContent-Type: text/html; charset=UTF-8\r\n" +
        "Transfer-Encoding: chunked\r\nConnection: keep-alive\r\nKeep-Alive: timeout=5, max=100\r\nVary: Accept-Encoding,Cookie\r\n" +
        "X-Powered-By: PHP/8.2.35\r\nExpires: Wed, 11 Jan 1984 05:00:00 GMT\r\nCache-Control: no-cache, must-revalidate, max-age=0, no-store, private\r\n" +
        "Link: <https://example.com/wp-json/>; rel=\"https://api.w.org/\"\r\nLink: <https://example.com/wp-json/wp/v2/pages/2>; rel=\"alternate\"; type=\"application/json\"\r\n" +
        "Link: <https://example.com/>; rel=shortlink\r\nX-Pingback: https://example.com/xmlrpc.php\r\nReferrer-Policy: strict-origin-when-cross-origin\r\n" +
        "X-Frame-Options: SAMEORIGIN\r\nX-Content-Type-Options: nosniff\r\nStrict-Transport-Security: max-age=31536000; includeSubDomains\r\n" +
        "Set-Cookie: wordpress_test_cookie=WP%20Cookie%20check; path=/; secure; HttpOnly\r\n" +
        "Set-Cookie: wp_lang=en_US; path=/; secure; HttpOnly; SameSite=Lax\r\n\r\n";

    /// <summary>The bytes of the head with this name.</summary>
    public static byte[] Head(string name) => Encoding.Latin1.GetBytes(name switch
    {
        "nginx, 8 fields" => Nginx,
        "WordPress, 20 fields" => WordPress,
        _ => Sixty(),
    });

    private static string Sixty()
    {
        var head = new StringBuilder("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n");
        for (var i = 1; i < 60; i++)
        {
            head.Append("X-Custom-Field-").Append(i).Append(": some value of field ").Append(i).Append("\r\n");
        }

        return head.Append("\r\n").ToString();
    }
}
