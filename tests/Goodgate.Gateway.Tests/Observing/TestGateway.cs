using System.Net;
using System.Net.Sockets;
using System.Text;
using Goodgate.Gateway.Settings;

namespace Goodgate.Gateway.Tests.Observing;

/// <summary>A gateway on free ports, before servers of the test's own.</summary>
internal sealed class TestGateway : IAsyncDisposable
{
    // A busy machine must not make a failure of another kind.
    private static readonly TimeoutSettings Long = new() { Dns = TimeSpan.FromSeconds(30), Connect = TimeSpan.FromSeconds(30) };

    private TestGateway(GatewayInstance instance)
    {
        Instance = instance;
        Client = new HttpClient { BaseAddress = new Uri(instance.Addresses[0]) };
        Admin = instance.AdminAddress is { } admin ? new HttpClient { BaseAddress = new Uri(admin) } : null!;
    }

    public GatewayInstance Instance { get; }

    public HttpClient Client { get; }

    public HttpClient Admin { get; }

    public static async Task<TestGateway> StartAsync(IReadOnlyList<string> servers, Func<GatewaySettings, GatewaySettings>? change = null)
    {
        var settings = new GatewaySettings
        {
            Listen = [new ListenSettings { Url = "http://127.0.0.1:0" }],
            Admin = new AdminSettings { Listen = "127.0.0.1:0" },
            Upstreams = [new UpstreamSettings { Name = "app", Servers = servers, Timeouts = Long }],
            Sites = [new SiteSettings { Name = "shop", Hosts = ["*"], Routes = [new RouteSettings { Upstream = "app" }] }],
        };
        return new TestGateway(await GatewayInstance.StartAsync(change?.Invoke(settings) ?? settings, TimeProvider.System, CancellationToken.None));
    }

    /// <summary>Sends bytes as they are and reads until the gateway closes.</summary>
    public async Task<string> SendRawAsync(string bytes)
    {
        var port = Client.BaseAddress!.Port;
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port));
        await socket.SendAsync(Encoding.Latin1.GetBytes(bytes));
        var answer = new MemoryStream();
        var buffer = new byte[4096];
        try
        {
            while (await socket.ReceiveAsync(buffer) is > 0 and var count)
            {
                answer.Write(buffer, 0, count);
            }
        }
        catch (SocketException)
        {
            // Reset after the answer: what came before counts.
        }

        return Encoding.Latin1.GetString(answer.ToArray());
    }

    /// <summary>Stops the gateway: after it every count is final and every line written.</summary>
    public Task StopAsync()
    {
        Client.Dispose();
        return Instance.StopAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Admin?.Dispose();
        await Instance.DisposeAsync();
    }
}
