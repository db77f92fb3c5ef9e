using System.Net;
using System.Net.Sockets;
using Goodgate.EndToEnd.Behaviour.Origins;
using Goodgate.EndToEnd.Stage;
using Goodgate.Gateway.Settings;

namespace Goodgate.EndToEnd.Behaviour;

/// <summary>A reload opens, moves and closes listeners without a client noticing that did not ask there.</summary>
public sealed class ListenerReloadTests : IDisposable
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private readonly Authority _authority = new();
    private readonly string _socket = Path.Combine(Path.GetTempPath(), $"goodgate-{Guid.NewGuid():n}.sock");

    public void Dispose()
    {
        _authority.Dispose();
        File.Delete(_socket);
    }

    [Fact]
    public async Task New_listeners_open_old_ones_close_and_what_came_in_there_goes_on()
    {
        await using var origin = RawOrigin.Answering(Ok);
        var settings = RunningGateway.Before(origin.Url) with { Listen = [new ListenSettings { Url = $"http://{OwnAddress.Next()}:0" }] };
        await using var gateway = await RunningGateway.StartAsync(settings);
        using var before = await gateway.ConnectAsync();
        var old = gateway.Address;

        await gateway.Instance.ReloadAsync(settings with { Listen = [new ListenSettings { Url = "http://[::1]:0" }, new ListenSettings { Url = "unix:" + _socket }] });

        gateway.Instance.Addresses.Count.ShouldBe(2);
        gateway.Instance.Addresses[0].ShouldStartWith("http://[::1]:");
        (await before.AskAsync("GET / HTTP/1.1\r\nHost: a.test\r\n\r\n")).Text.ShouldBe("ok");
        using var late = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        Should.Throw<SocketException>(() => late.Connect(old)).SocketErrorCode.ShouldBe(SocketError.ConnectionRefused);
        (await gateway.GetAsync()).Text.ShouldBe("ok");
        using var local = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await local.ConnectAsync(new UnixDomainSocketEndPoint(_socket));
    }

    [Fact]
    public async Task A_port_that_is_taken_changes_nothing()
    {
        await using var origin = RawOrigin.Answering(Ok);
        var settings = RunningGateway.Before(origin.Url);
        await using var gateway = await RunningGateway.StartAsync(settings);
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        taken.Listen();
        var url = $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndPoint!).Port}";

        var refused = await Should.ThrowAsync<IOException>(() => gateway.Instance.ReloadAsync(settings with { Listen = [new ListenSettings { Url = "http://[::1]:0" }, new ListenSettings { Url = url }] }));

        refused.Message.ShouldContain(url);
        gateway.Instance.Addresses.ShouldHaveSingleItem().ShouldStartWith("http://127.0.0.1:");
        (await gateway.GetAsync()).Text.ShouldBe("ok");
    }

    [Fact]
    public async Task A_port_that_becomes_https_stays_bound()
    {
        await using var origin = RawOrigin.Answering(Ok);
        await using var first = await RunningGateway.StartAsync(RunningGateway.Before(origin.Url) with { Listen = [new ListenSettings { Url = $"http://{OwnAddress.Next()}:0" }] });
        var place = first.Address;
        await first.DisposeAsync();
        var settings = RunningGateway.Before(origin.Url) with { Listen = [new ListenSettings { Url = $"http://{place}" }] };
        await using var gateway = await RunningGateway.StartAsync(settings);
        await gateway.Instance.ReloadAsync(settings with { Listen = [new ListenSettings { Url = $"https://{place}", Certificates = [_authority.Issue("one.test")] }] });

        gateway.Url.ShouldBe($"https://{place}");
        using var client = await gateway.ConnectAsync();
        var answer = await client.AskAsync("GET / HTTP/1.1\r\nHost: a.test\r\n\r\n");
        answer.Status.ShouldBe(400);
        answer.Text.ShouldStartWith("400 Bad Request: plain-http-on-a-tls-port");
    }

    [Fact]
    public async Task A_socket_file_left_behind_is_no_obstacle_but_a_file_is()
    {
        using (var dead = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            // .NET takes the file away with the socket, unless it has another name by then.
            dead.Bind(new UnixDomainSocketEndPoint(_socket + "1"));
            File.Move(_socket + "1", _socket);
        }

        File.Exists(_socket).ShouldBeTrue("that is what a killed program leaves");
        var settings = RunningGateway.Before("http://127.0.0.1:9") with { Listen = [new ListenSettings { Url = "unix:" + _socket }] };
        await using (var gateway = await RunningGateway.StartAsync(settings))
        {
            gateway.Instance.Addresses.ShouldBe(["unix:" + _socket]);
        }

        File.Exists(_socket).ShouldBeFalse("an orderly end takes it away");
        await File.WriteAllTextAsync(_socket, "precious");
        await Should.ThrowAsync<IOException>(() => RunningGateway.StartAsync(settings));
        (await File.ReadAllTextAsync(_socket)).ShouldBe("precious");
    }
}
