using System.Net.Sockets;
using System.Threading.Tasks.Sources;
using Goodgate.Gateway.Upstreams;

namespace Goodgate.Gateway.Sockets;

/// <summary>
/// One direction of a socket: one operation at a time, awaited without allocation, errors as values. The kernel tells of a change once (an edge), so
/// what it said is kept here until somebody has used it up.
/// </summary>
internal abstract class SocketSide : IValueTaskSource<IoResult>
{
    // Nothing to be had: only an edge can change that.
    private const int Quiet = 0;

    // The kernel has something, or may have: worth asking.
    private const int Ready = 1;

    // An operation waits for an edge.
    private const int Waiting = 2;

    // The loop carries that operation out.
    private const int Working = 3;
    private const int Closed = 4;

    private static readonly IoResult Aborted = new(0, SocketError.OperationAborted);

    private ManualResetValueTaskSourceCore<IoResult> _wait;
    private int _state = Ready;

    /// <summary>Does what can be done without waiting.</summary>
    /// <param name="result">How the operation ended.</param>
    /// <param name="more">True when the next operation is worth a try at once.</param>
    /// <returns>False when it has to go on after an edge.</returns>
    protected abstract bool Work(out IoResult result, out bool more);

    /// <summary>True when others should have their turn before the next operation.</summary>
    protected virtual bool IsGreedy => false;

    /// <summary>Asks for an edge, though nothing has changed.</summary>
    protected virtual void Poke()
    {
    }

    /// <summary>Says that nothing is to be had until the first edge; before the first operation.</summary>
    public void BeginQuiet() => Change(Ready, Quiet);

    /// <summary>Tells of an edge. On the loop's thread; what waited goes on there.</summary>
    public void Happened()
    {
        while (true)
        {
            var state = Volatile.Read(ref _state);
            if (state == Waiting)
            {
                if (Change(Waiting, Working))
                {
                    GoOn();
                    return;
                }
            }
            else if (state is Ready or Closed || Change(state, Ready))
            {
                return;
            }
        }
    }

    /// <summary>Ends the operation under way, and all later ones, with <see cref="SocketError.OperationAborted"/>. From any thread; what waited goes on elsewhere.</summary>
    public void Close()
    {
        if (Interlocked.Exchange(ref _state, Closed) == Waiting)
        {
            _wait.RunContinuationsAsynchronously = true;
            _wait.SetResult(Aborted);
        }
    }

    IoResult IValueTaskSource<IoResult>.GetResult(short token) => _wait.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<IoResult>.GetStatus(short token) => _wait.GetStatus(token);

    void IValueTaskSource<IoResult>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _wait.OnCompleted(continuation, state, token, flags);

    /// <summary>Carries the operation out that <see cref="Work"/> does: now, or when the kernel tells that it can.</summary>
    protected ValueTask<IoResult> RunAsync()
    {
        while (true)
        {
            var state = Volatile.Read(ref _state);
            if (state == Closed)
            {
                return new ValueTask<IoResult>(Aborted);
            }

            if (state == Ready && !IsGreedy)
            {
                // Taken away before the work, not after: an edge that comes meanwhile is news, and must not be wiped out.
                if (Change(Ready, Quiet) && Work(out var result, out var more))
                {
                    if (more)
                    {
                        Change(Quiet, Ready);
                    }

                    return new ValueTask<IoResult>(result);
                }

                continue;
            }

            _wait.Reset();
            _wait.RunContinuationsAsynchronously = false;
            if (Change(state, Waiting))
            {
                if (state == Ready)
                {
                    Poke();
                }

                return new ValueTask<IoResult>(this, _wait.Version);
            }
        }
    }

    // No edge can come meanwhile: this is the thread that would tell of it.
    private void GoOn()
    {
        if (Work(out var result, out var more))
        {
            Change(Working, more ? Ready : Quiet);
        }
        else if (Change(Working, Waiting))
        {
            return;
        }
        else
        {
            result = Aborted;
        }

        _wait.SetResult(result);
    }

    private bool Change(int from, int to) => Interlocked.CompareExchange(ref _state, to, from) == from;
}
