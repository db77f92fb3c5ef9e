using System.Net.Sockets;
using Goodgate.Gateway.Forwarding;
using Goodgate.Gateway.Forwarding.FastCgi;
using Goodgate.Gateway.Settings;
using Goodgate.Gateway.Upstreams;
using Goodgate.Gateway.Workers;

namespace Goodgate.Gateway.Tests.Workers;

/// <summary>What becomes of a request that is given up.</summary>
public sealed class WorkerTransportTests : IDisposable
{
    private readonly ManualClock _clock = new();
    private readonly WorkerGate _gate;
    private readonly WorkerPlace _place;
    private readonly ScriptedTransport _below = new();
    private readonly WorkerTransport _transport;

    public WorkerTransportTests()
    {
        _gate = new WorkerGate(_clock);
        _gate.Resize(1, 1);
        _place = _gate.TryEnter()!;
        _transport = new WorkerTransport(_below, _clock);
    }

    [Fact]
    public async Task The_exchange_goes_on_at_once_and_the_place_is_free_when_the_worker_closes()
    {
        _transport.Serve(_place, Running());
        var read = _transport.ReceiveAsync(new byte[16]).AsTask();
        _transport.Close();
        (await read).Error.ShouldBe(SocketError.OperationAborted);
        _place.Release();
        _gate.Held.ShouldBe(1);
        _below.IsClosed.ShouldBeFalse();
        _below.IsShut.ShouldBeTrue();
        _below.Give(100);
        await _below.AskedAsync(2);
        _gate.Held.ShouldBe(1);
        _below.Give(0);
        await _below.Closed;
        Until(() => _gate.Held == 0);
    }

    [Fact]
    public async Task Nobody_reads_on_after_it_was_given_up()
    {
        _transport.Serve(_place, Running());
        _transport.Close();
        (await _transport.ReceiveAsync(new byte[16])).Error.ShouldBe(SocketError.OperationAborted);
        _below.Asked.ShouldBe(1);
    }

    [Fact]
    public async Task A_script_that_goes_on_writing_is_let_go()
    {
        _transport.Serve(_place, Running());
        _transport.Close();
        _place.Release();
        _below.Give(64 * 1024);
        await _below.AskedAsync(2);
        _gate.Held.ShouldBe(1);
        _below.Give(1);
        await _below.Closed;
        Until(() => _gate.Held == 0);
    }

    [Fact]
    public async Task A_machine_that_is_gone_holds_no_place_for_ever()
    {
        _transport.Serve(_place, Running());
        _transport.Close();
        _place.Release();
        _clock.Advance(TimeSpan.FromMinutes(10));
        await _below.Closed;
        Until(() => _gate.Held == 0);
    }

    [Fact]
    public void A_request_that_is_not_sent_whole_ends_with_the_connection()
    {
        _transport.Serve(_place, Running());
        _ = _transport.SendAsync(new byte[16]).AsTask();
        _transport.Close();
        _below.IsClosed.ShouldBeTrue();
        _place.Release();
        _gate.Held.ShouldBe(0);
    }

    // For a moment it would count as given up, and turn away others that ask for its page.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_worker_that_has_closed_or_died_runs_nothing_on(bool waits)
    {
        _transport.Serve(_place, Running());
        if (!waits)
        {
            _below.Have(0);
        }

        var read = _transport.ReceiveAsync(new byte[16]).AsTask();
        if (waits)
        {
            _below.Give(0);
        }

        (await read).Bytes.ShouldBe(0);
        _transport.Close();
        _place.IsAbandoned.ShouldBeFalse();
        _below.IsShut.ShouldBeFalse();
        _below.IsClosed.ShouldBeTrue();
        _place.Release();
        _gate.Held.ShouldBe(0);
    }

    [Fact]
    public void Where_places_are_not_counted_nothing_is_outlived()
    {
        _gate.Resize(null, 0);
        _transport.Serve(_place, Running());
        _transport.Close();
        _below.IsClosed.ShouldBeTrue();
    }

    [Fact]
    public void A_connection_that_was_closed_before_holds_no_place()
    {
        _transport.Close();
        _transport.Serve(_place, Running());
        _transport.Close();
        _place.Release();
        _gate.Held.ShouldBe(0);
    }

    [Fact]
    public void A_connection_that_served_nobody_is_closed()
    {
        _transport.Close();
        _transport.Close();
        _below.IsClosed.ShouldBeTrue();
        _place.IsAbandoned.ShouldBeFalse();
    }

    public void Dispose()
    {
        _transport.Dispose();
        _below.Dispose();
    }

    // The end is told by a continuation on the thread pool.
    private static void Until(Func<bool> isSo) => SpinWait.SpinUntil(isSo, TimeSpan.FromSeconds(60)).ShouldBeTrue();

    private FastCgiProtocol Running()
    {
        var settings = new UpstreamSettings { Name = "php", Servers = ["fastcgi://127.0.0.1:9000"] };
        return new FastCgiProtocol(new Server(ServerAddress.Parse(settings.Servers[0], out _)!, settings, _clock), settings.FastCgi);
    }
}
