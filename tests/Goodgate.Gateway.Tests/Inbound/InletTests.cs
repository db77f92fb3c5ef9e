using System.Net.Sockets;
using Goodgate.Gateway.Inbound.Http1;
using Goodgate.Gateway.Upstreams;

namespace Goodgate.Gateway.Tests.Inbound;

public sealed class InletTests : IDisposable
{
    private readonly SlowTransport _transport = new();
    private readonly byte[] _bytes = new byte[8];

    public void Dispose() => _transport.Dispose();

    [Fact]
    public async Task Waits_for_what_comes()
    {
        var inlet = new Inlet(_transport);
        inlet.Begin(_bytes, idle: false);
        var waiting = inlet.WaitAsync();
        waiting.IsCompleted.ShouldBeFalse();

        _transport.Deliver(1, 2);

        (await waiting).ShouldBeTrue();
        inlet.IsBusy.ShouldBeTrue("the result has not been taken");
        inlet.Take().Bytes.ShouldBe(2);
        inlet.IsBusy.ShouldBeFalse();
        _bytes[1].ShouldBe((byte)2);
    }

    [Fact]
    public async Task What_came_before_the_wait_is_there()
    {
        var inlet = new Inlet(_transport);
        inlet.Begin(_bytes, idle: false);
        _transport.Deliver(7);

        (await inlet.WaitAsync()).ShouldBeTrue();
        inlet.Take().Bytes.ShouldBe(1);
    }

    [Fact]
    public async Task An_interrupted_wait_loses_nothing()
    {
        var inlet = new Inlet(_transport);
        inlet.Begin(_bytes, idle: false);
        var waiting = inlet.WaitAsync();

        inlet.Interrupt();

        (await waiting).ShouldBeFalse();
        inlet.IsBusy.ShouldBeTrue();
        var again = inlet.WaitAsync();
        _transport.Deliver(9);
        (await again).ShouldBeTrue();
        inlet.Take().Bytes.ShouldBe(1);
        _transport.Reads.ShouldBe(1);
    }

    [Fact]
    public async Task An_interrupt_without_a_wait_ends_the_next_one_and_only_that()
    {
        var inlet = new Inlet(_transport);
        inlet.Begin(_bytes, idle: false);
        inlet.Interrupt();

        (await inlet.WaitAsync()).ShouldBeFalse();
        var next = inlet.WaitAsync();
        next.IsCompleted.ShouldBeFalse();
        _transport.Deliver(1);
        (await next).ShouldBeTrue();
    }

    [Fact]
    public async Task It_can_wait_again_and_again()
    {
        var inlet = new Inlet(_transport);
        for (byte i = 1; i < 5; i++)
        {
            inlet.Begin(_bytes, idle: i % 2 == 0);
            var waiting = inlet.WaitAsync();
            _transport.Deliver(i);
            (await waiting).ShouldBeTrue();
            inlet.Take().Bytes.ShouldBe(1);
            _bytes[0].ShouldBe(i);
        }
    }

    [Fact]
    public async Task An_end_and_an_error_are_results()
    {
        var inlet = new Inlet(_transport);
        inlet.Begin(_bytes, idle: false);
        _transport.End(new IoResult(0, SocketError.ConnectionReset));

        (await inlet.WaitAsync()).ShouldBeTrue();
        inlet.Take().Failed.ShouldBeTrue();
    }
}
