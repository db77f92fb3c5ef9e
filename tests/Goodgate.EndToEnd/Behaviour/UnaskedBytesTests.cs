using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Goodgate.EndToEnd.Stage;
using Goodgate.Gateway.Certificates;
using Goodgate.Gateway.Settings;

namespace Goodgate.EndToEnd.Behaviour;

/// <summary>
/// A server that sends a second response with the first. Over TLS the surplus may already be inside the TLS layer, where neither the socket nor our
/// buffer shows it: it must never answer the next visitor.
/// </summary>
public sealed class UnaskedBytesTests
{
    private const string Smuggled = "HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nSMUGGLED";

    [Theory]
    [InlineData(8192)] // fills the read buffer to the byte
    [InlineData(8191)]
    [InlineData(4000)]
    public async Task Surplus_in_the_tls_layer_reaches_nobody(int responseLength)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var authority = new Authority();
        using var certificate = CertificateFile.LoadChain(authority.Issue("127.0.0.1")).TargetCertificate;
        using var over = new CancellationTokenSource();
        var serving = ServeAsync(listener, certificate, Response(responseLength) + Smuggled, over.Token);
        var upstream = new UpstreamSettings
        {
            Name = "app",
            Servers = [$"https://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}"],
            Timeouts = RunningGateway.LongLimits,
            Tls = new UpstreamTlsSettings { Verify = false },
        };
        await using (var gateway = await RunningGateway.StartAsync(RunningGateway.Before(upstream)))
        {
            for (var visitor = 0; visitor < 5; visitor++)
            {
                using var client = await gateway.ConnectAsync();
                var answer = await client.AskAsync($"GET /{visitor} HTTP/1.1\r\nHost: a.test\r\n\r\n");
                answer.Status.ShouldBe(200);
                answer.Text.ShouldNotContain("SMUGGLED");
                answer.Body.Length.ShouldBeGreaterThan(3000);
            }
        }

        await over.CancelAsync();
        await serving;
    }

    private static string Response(int length)
    {
        // The length has four digits either way.
        var body = length - Head(1000).Length;
        return Head(body) + new string('x', body);
    }

    private static string Head(int body) => $"HTTP/1.1 200 OK\r\nContent-Length: {body}\r\n\r\n";

    private static async Task ServeAsync(TcpListener listener, X509Certificate2 certificate, string response, CancellationToken over)
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(AnswerAsync(await listener.AcceptTcpClientAsync(over), certificate, response, over));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private static async Task AnswerAsync(TcpClient client, X509Certificate2 certificate, string response, CancellationToken over)
    {
        try
        {
            using (client)
            await using (var stream = new SslStream(client.GetStream()))
            {
                await stream.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, over);
                var buffer = new byte[16 * 1024];
                while (await stream.ReadAsync(buffer, over) > 0)
                {
                    // One record: 16 KiB hold both.
                    await stream.WriteAsync(Encoding.Latin1.GetBytes(response), over);
                }
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The gateway has closed the connection: that is what it should do.
        }
    }
}
