using System.Net.Sockets;
using System.Text;
using Goodgate.Cli.Running;

namespace Goodgate.Cli.Tests.Running;

/// <summary>What a service manager hears, on a socket that stands for systemd's.</summary>
public sealed class ServiceNoticeTests : IAsyncDisposable
{
    private const string Settings = "sites: {a: {hosts: ['*'], routes: [{respond: {body: hello}}]}}\nadmin: {listen: 'off'}\nlisten: ['http://127.0.0.1:0']\n";

    private readonly Called _called = new();
    private readonly Socket _manager = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);

    public async ValueTask DisposeAsync()
    {
        await _called.DisposeAsync();
        _manager.Dispose();
    }

    [Fact]
    public async Task Start_reload_and_stop_are_told()
    {
        Listen(Path.Combine(_called.Folder, "notify"));
        _called.Write("goodgate.yaml", Settings);
        _ = _called.Start("run");
        (await HeardAsync()).ShouldMatch(@"^READY=1\nSTATUS=listening on http://127\.0\.0\.1:\d+$");
        var before = Microseconds();
        _called.Signals.Give(Order.Reload);
        var reloading = (await HeardAsync()).Split('\n');
        reloading[0].ShouldBe("RELOADING=1");
        long.Parse(reloading[1]["MONOTONIC_USEC=".Length..]).ShouldBeInRange(before, Microseconds());
        (await HeardAsync()).ShouldBe("READY=1\nSTATUS=goodgate.yaml reloaded.");
        _called.Signals.RequestStop(StopSignal.Terminate);
        (await HeardAsync()).ShouldStartWith("STOPPING=1\n");
        (await _called.Run).ShouldBe(0);
    }

    [Fact]
    public async Task A_reload_that_failed_is_over_too_and_says_why()
    {
        Listen("@goodgate-test-" + Guid.NewGuid().ToString("n"));
        _called.Write("goodgate.yaml", Settings);
        _ = _called.Start("run");
        await HeardAsync();
        _called.Write("goodgate.yaml", Settings + "nonsense: 1\n");
        _called.Signals.Give(Order.Reload);
        (await HeardAsync()).ShouldStartWith("RELOADING=1\n");
        (await HeardAsync()).ShouldBe("READY=1\nSTATUS=goodgate.yaml was not reloaded; the settings from before stay in force.");
    }

    [Theory]
    [InlineData("")]
    [InlineData("/nowhere/notify")]
    [InlineData("@nobody-listens")]
    [InlineData("vsock:2:1234")]
    [InlineData("/a-path-that-no-socket-can-have/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public async Task Without_a_manager_nothing_is_different(string address)
    {
        _called.Variables["NOTIFY_SOCKET"] = address;
        _called.Write("goodgate.yaml", Settings);
        _ = _called.Start("run");
        await _called.Out.LineWithAsync("listening");
        _called.Signals.Give(Order.Reload);
        await _called.Error.LineWithAsync("reloaded");
        _called.Signals.RequestStop(StopSignal.Terminate);
        (await _called.Run).ShouldBe(0);
    }

    private static long Microseconds() => TimeProvider.System.GetTimestamp() / (TimeProvider.System.TimestampFrequency / 1_000_000);

    private void Listen(string address)
    {
        _manager.Bind(new UnixDomainSocketEndPoint(address[0] == '@' ? "\0" + address[1..] : address));
        _called.Variables["NOTIFY_SOCKET"] = address;
    }

    private async Task<string> HeardAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var buffer = new byte[4096];
        return Encoding.UTF8.GetString(buffer, 0, await _manager.ReceiveAsync(buffer, limit.Token));
    }
}
