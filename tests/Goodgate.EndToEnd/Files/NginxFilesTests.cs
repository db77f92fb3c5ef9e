using Goodgate.EndToEnd.RealServers;
using Goodgate.EndToEnd.Stage;

namespace Goodgate.EndToEnd.Files;

/// <summary>
/// The same folder, the same requests: nginx and this gateway give the same status, content and fields. They differ on purpose in ranges that are none
/// (bytes=5-4): nginx answers 416, we the whole file (RFC 9110 §14.2 allows both), and in stored copies, of which nginx gives no parts.
/// </summary>
public sealed class NginxFilesTests
{
    private static readonly string[] Fields = ["Content-Type", "Content-Length", "Content-Range", "Last-Modified", "Accept-Ranges", "Content-Encoding"];

    [Theory]
    [InlineData("GET /a.css", "")]
    [InlineData("HEAD /a.css", "")]
    [InlineData("GET /pic.png", "")]
    [InlineData("GET /empty.png", "")]
    [InlineData("GET /pic.png", "Range: bytes=0-3\r\n")]
    [InlineData("GET /pic.png", "Range: bytes=4-\r\n")]
    [InlineData("GET /pic.png", "Range: bytes=-2\r\n")]
    [InlineData("GET /pic.png", "Range: bytes=0-0,2-\r\n")]
    [InlineData("GET /pic.png", "Range: bytes=0-,0-,0-\r\n")]
    [InlineData("GET /pic.png", "Range: bytes=0-3\r\nIf-Range: \"other\"\r\n")]
    [InlineData("GET /pic.png", "Range: bytes=0-3\r\nIf-Range: Thu, 29 Feb 2024 12:00:00 GMT\r\n")]
    [InlineData("GET /pic.png", "If-Modified-Since: Thu, 29 Feb 2024 12:00:00 GMT\r\n")]
    [InlineData("GET /pic.png", "If-Modified-Since: Thu, 29 Feb 2024 11:59:59 GMT\r\n")]
    [InlineData("GET /pic.png", "If-None-Match: \"other\"\r\n")]
    [InlineData("GET /pic.png", "If-None-Match: *\r\n")]
    [InlineData("GET /pic.png", "If-Unmodified-Since: Thu, 29 Feb 2024 12:00:00 GMT\r\n")]
    [InlineData("GET /na%C3%AFve%20name.png", "")]
    [InlineData("GET //sub//x.png", "")]
    [InlineData("GET /sub/", "")]
    public async Task Both_answer_alike(string request, string fields)
    {
        using var site = new ServedSite().With("a.css").With("pic.png", "0123456789").With("empty.png", "").With("naïve name.png").With("sub/x.png").With("sub/index.html");
        using var nginx = await NginxServer.StartAsync(
            "", $"root {site.Root}; charset utf-8; charset_types text/css; types {{ text/html html; text/css css; image/png png; }}");
        await using var gateway = await RunningGateway.StartAsync(site.Settings());

        var theirs = await AskAsync(nginx.Port, request, fields);
        var ours = await AskAsync(gateway.Address.Port, request, fields);

        ours.Status.ShouldBe(theirs.Status);
        if (theirs.Field("Content-Type")?.StartsWith("multipart/", StringComparison.Ordinal) != true)
        {
            Fields.Select(name => $"{name}: {ours.Field(name)}").ShouldBe(Fields.Select(name => $"{name}: {theirs.Field(name)}"));
            ours.Text.ShouldBe(theirs.Text);
        }
        else
        {
            // The boundary and its length differ.
            Parts(ours).ShouldBe(Parts(theirs));
        }
    }

    private static async Task<Answer> AskAsync(int port, string request, string fields)
    {
        using var client = await RawClient.ConnectAsync(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, port));
        return await client.AskAsync($"{request} HTTP/1.1\r\nHost: a.test\r\n{fields}\r\n");
    }

    private static string Parts(Answer answer) => answer.Text.Replace(answer.Field("Content-Type")!.Split("boundary=")[1], "B", StringComparison.Ordinal);
}
