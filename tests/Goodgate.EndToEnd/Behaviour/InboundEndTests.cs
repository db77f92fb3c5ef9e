using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Goodgate.EndToEnd.Behaviour.Origins;
using Goodgate.EndToEnd.Stage;
using Goodgate.Gateway.Settings;
using Goodgate.Lab.Origin;

namespace Goodgate.EndToEnd.Behaviour;

/// <summary>How connections of clients end, and what one client can do to others.</summary>
public sealed class InboundEndTests : IDisposable
{
    private const string Get = "GET / HTTP/1.1\r\nHost: a.test\r\n\r\n";

    private readonly Authority _authority = new();

    public void Dispose() => _authority.Dispose();

    [Theory]
    [InlineData("Connection: close\r\n", false)]
    [InlineData("", true)]
    public async Task A_slow_reader_inside_TLS_gets_all_of_it_before_the_connection_ends(string field, bool stop)
    {
        const int Size = 3_000_000;
        await using var origin = HealthyOrigin.Start();
        await using var gateway = await StartTlsAsync(origin.Url);
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 16 * 1024 };
        await socket.ConnectAsync(gateway.Address);
        await using var stream = new SslStream(new NetworkStream(socket), false, (_, _, _, _) => true);
        await stream.AuthenticateAsClientAsync("one.test");
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET /bytes/{Size} HTTP/1.1\r\nHost: a.test\r\n{field}\r\n"));
        var buffer = new byte[32 * 1024];
        long got = await stream.ReadAsync(buffer);
        var stopping = stop ? gateway.EndAsync() : null;

        while (await stream.ReadAsync(buffer) is > 0 and var count)
        {
            got += count;
            await Task.Yield();
        }

        got.ShouldBeGreaterThan(Size);
        _ = stopping is null ? [] : await stopping;
    }

    [Fact]
    public async Task What_a_tunnel_carries_does_not_show_up_as_the_request()
    {
        await using var origin = HealthyOrigin.Start();
        var settings = RunningGateway.Before(origin.Url).WithRecords();
        await using var gateway = await RunningGateway.StartAsync(settings);
        foreach (var agent in (string[])["small", new string('l', 3700)])
        {
            using var client = await gateway.ConnectAsync();
            (await client.AskAsync($"GET /upgrade HTTP/1.1\r\nHost: a.test\r\nConnection: Upgrade\r\nUpgrade: echo\r\nUser-Agent: {agent}\r\n\r\n")).Status.ShouldBe(101);
            var payload = string.Concat(Enumerable.Repeat("password-of-visitor:hunter2 ", 400));
            await client.SendAsync(payload);
            (await client.ReadBytesAsync(payload.Length)).ShouldBe(payload);
        }

        await gateway.EndAsync();
        var records = await AccessRecords.ReadAsync(settings);
        records.Count.ShouldBe(2);
        foreach (var record in records)
        {
            record.UserAgent!.Trim('s', 'm', 'a', 'l', '…', '.').ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task A_client_that_asks_without_end_leaves_room_for_others()
    {
        var settings = RunningGateway.Before("http://127.0.0.1:9");
        await using var gateway = await RunningGateway.StartAsync(settings with { Sites = [settings.Sites[0] with { Hosts = ["other.test"] }] });
        using var ended = new CancellationTokenSource();
        var floods = Enumerable.Range(0, Environment.ProcessorCount * 2).Select(_ => FloodAsync(gateway, ended.Token)).ToArray();
        using var kept = await gateway.ConnectAsync();

        for (var i = 0; i < 20; i++)
        {
            (await kept.AskAsync(Get)).Status.ShouldBe(404);
            using var fresh = await gateway.ConnectAsync();
            (await fresh.AskAsync(Get)).Status.ShouldBe(404);
        }

        await ended.CancelAsync();
        await Task.WhenAll(floods);
        (await gateway.EndAsync()).Select(verdict => verdict.Summary).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("POST / HTTP/1.1\r\nHost: no.test\r\nExpect: 100-continue\r\nContent-Length: 100\r\n\r\n", 404)]
    [InlineData("POST / HTTP/1.1\r\nHost: no.test\r\nContent-Length: 2000000\r\n\r\n", 404)]
    [InlineData("POST / HTTP/1.1\r\nHost: a.test\r\nContent-Length: 2000\r\n\r\n", 413)]
    [InlineData("POST / HTTP/1.1\r\nHost: a.test\r\nTransfer-Encoding: chunked\r\n\r\n500\r\n", 413)]
    public async Task An_answer_says_so_when_the_body_cannot_be_skipped(string request, int status)
    {
        await using var origin = RawOrigin.Start(peer => peer.ReadToEndAsync());
        var settings = RunningGateway.Before(origin.Url);
        await using var gateway = await RunningGateway.StartAsync(settings with { Client = new ClientSettings { MaxBodyBytes = 1024 }, Sites = [settings.Sites[0] with { Hosts = ["a.test"] }] });
        using var client = await gateway.ConnectAsync();

        await client.TrySendAsync(Encoding.ASCII.GetBytes(request + (request.EndsWith("500\r\n", StringComparison.Ordinal) ? new string('x', 0x500) + "\r\n0\r\n\r\n" : "")));
        var answer = await client.ReadAsync();

        answer.Status.ShouldBe(status);
        answer.Field("Connection").ShouldBe("close");
        answer.Interim.ShouldBeEmpty("a body that is not wanted is not asked for");
    }

    [Fact]
    public async Task The_socket_file_of_a_successor_stays()
    {
        var path = Path.Combine(Path.GetTempPath(), $"goodgate-{Guid.NewGuid():n}.sock");
        var settings = RunningGateway.Before("http://127.0.0.1:9") with { Listen = [new ListenSettings { Url = "unix:" + path }] };
        var old = await RunningGateway.StartAsync(settings);
        await old.EndAsync();
        await using var successor = await RunningGateway.StartAsync(settings);

        await old.DisposeAsync();

        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path));
    }

    private async Task<RunningGateway> StartTlsAsync(string server) => await RunningGateway.StartAsync(
        RunningGateway.Before(server) with { Listen = [new ListenSettings { Url = "https://127.0.0.1:0", Certificates = [_authority.Issue("one.test")] }] });

    private static async Task FloodAsync(RunningGateway gateway, CancellationToken ended)
    {
        using var client = await gateway.ConnectAsync();
        var many = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(Get, 500)));
        var reading = client.ReadToEndAsync();
        while (!ended.IsCancellationRequested)
        {
            await client.SendAsync(many);
        }

        // The reader sees the end of its own socket as an error or as an end, as it happens to be waiting or reading.
        client.Dispose();
        await reading.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }
}
