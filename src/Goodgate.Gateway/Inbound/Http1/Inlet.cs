using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;
using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Upstreams;

namespace Goodgate.Gateway.Inbound.Http1;

/// <summary>
/// Reads from one client. A read may be under way while nobody waits for it: that is how a client that leaves during an exchange is noticed. The
/// wait for a read can be given up without losing what it brings. One read and one wait at a time.
/// </summary>
internal sealed class Inlet : IValueTaskSource<bool>
{
    private readonly Transport _transport;
    private readonly Action _completed;
    private readonly Lock _gate = new();
    private ManualResetValueTaskSourceCore<bool> _wait;
    private ValueTaskAwaiter<IoResult> _read;
    private State _state;
    private bool _waiting;
    private bool _interrupted;
    private IoResult _result;
    private Exchange? _exchange;

    public Inlet(Transport transport)
    {
        _transport = transport;
        _completed = Complete;
    }

    private enum State
    {
        Empty,
        Reading,
        Ready,
    }

    /// <summary>True while a read is under way, or its result has not been taken.</summary>
    public bool IsBusy => _state != State.Empty;

    /// <summary>Starts a read; not while <see cref="IsBusy"/>.</summary>
    /// <param name="target">Where the bytes go; must stay untouched until the result has been taken.</param>
    /// <param name="idle">Nothing is expected soon: memory that only a read needs is held once there is something to read.</param>
    public void Begin(Memory<byte> target, bool idle)
    {
        _state = State.Reading;
        if (idle)
        {
            Await(_transport.ReceiveWhenReadyAsync(target));
        }
        else
        {
            Await(_transport.ReceiveAsync(target));
        }
    }

    /// <summary>Waits for the read's result. False when <see cref="Interrupt"/> was called, before or meanwhile: then the read is still under way.</summary>
    public ValueTask<bool> WaitAsync()
    {
        lock (_gate)
        {
            if (_interrupted)
            {
                _interrupted = false;
                return new ValueTask<bool>(false);
            }

            if (_state == State.Ready)
            {
                return new ValueTask<bool>(true);
            }

            _wait.Reset();
            _wait.RunContinuationsAsynchronously = false;
            _waiting = true;
            return new ValueTask<bool>(this, _wait.Version);
        }
    }

    /// <summary>Takes the result that <see cref="WaitAsync"/> announced. 0 bytes: the client has closed.</summary>
    public IoResult Take()
    {
        _state = State.Empty;
        return _result;
    }

    /// <summary>Ends the wait under way; where there is none, the next one.</summary>
    public void Interrupt()
    {
        bool wake;
        lock (_gate)
        {
            wake = _waiting;
            _waiting = false;
            _interrupted = !wake;
        }

        if (wake)
        {
            // Called by timers, which have other limits to look at.
            _wait.RunContinuationsAsynchronously = true;
            _wait.SetResult(false);
        }
    }

    /// <summary>Says which exchange to tell (<see cref="Exchange.Leave"/>) when a read finds that the client has gone; null = none.</summary>
    public void Tell(Exchange? exchange)
    {
        bool gone;
        lock (_gate)
        {
            _exchange = exchange;
            gone = _state == State.Ready && _result.Bytes <= 0;
        }

        if (gone)
        {
            exchange?.Leave();
        }
    }

    bool IValueTaskSource<bool>.GetResult(short token) => _wait.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<bool>.GetStatus(short token) => _wait.GetStatus(token);

    void IValueTaskSource<bool>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _wait.OnCompleted(continuation, state, token, flags);

    private void Await(ValueTask<IoResult> reading)
    {
        _read = reading.GetAwaiter();
        if (_read.IsCompleted)
        {
            Complete();
        }
        else
        {
            _read.UnsafeOnCompleted(_completed);
        }
    }

    private void Complete()
    {
        var result = _read.GetResult();
        _read = default;
        Exchange? left;
        bool wake;
        lock (_gate)
        {
            _result = result;
            _state = State.Ready;
            wake = _waiting;
            _waiting = false;
            left = result.Bytes <= 0 ? _exchange : null;
        }

        left?.Leave();
        if (wake)
        {
            _wait.SetResult(true);
        }
    }
}
