using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;

namespace Goodgate.Gateway.Waiting;

/// <summary>What a suspended async method has become: the task its caller awaits.</summary>
internal class Suspension<T> : IValueTaskSource<T>, IValueTaskSource
{
    private ManualResetValueTaskSourceCore<T> _core;

    /// <summary>Goes on with the method.</summary>
    public Action GoOn { get; protected init; } = static () => { };

    public short Version => _core.Version;

    public void Succeed(T result) => _core.SetResult(result);

    public void Fail(Exception error) => _core.SetException(error);

    public T GetResult(short token)
    {
        if (token != _core.Version)
        {
            // A result taken twice: this state may be another method's by now.
            throw new InvalidOperationException("the result of this task was taken before");
        }

        try
        {
            return _core.GetResult(token);
        }
        finally
        {
            _core.Reset();
            GiveBack();
        }
    }

    void IValueTaskSource.GetResult(short token) => GetResult(token);

    public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    protected virtual void GiveBack()
    {
    }
}

/// <summary>One with the state of the method in it. Free ones wait for their next use with the thread that freed them.</summary>
internal sealed class Suspension<T, TMachine> : Suspension<T>
    where TMachine : IAsyncStateMachine
{
    // A loop with more of the same method under way makes garbage for those beyond; 256 of the largest are 64 KiB.
    private const int MostFree = 256;

    [ThreadStatic]
    private static Suspension<T, TMachine>? _free;

    private Suspension<T, TMachine>? _next;
    private int _depth;

    private Suspension() => GoOn = () => Machine.MoveNext();

    /// <summary>The method's state. A field: its methods change it in place.</summary>
#pragma warning disable CA1051, SA1401, S1104
    public TMachine Machine = default!;
#pragma warning restore CA1051, SA1401, S1104

    public static Suspension<T, TMachine> Rent()
    {
        if (_free is not { } first)
        {
            return new Suspension<T, TMachine>();
        }

        _free = first._next;
        first._next = null;
        return first;
    }

    protected override void GiveBack()
    {
        // What it held on to (a request, its buffers) must not live on with it.
        Machine = default!;
        var first = _free;
        _depth = (first?._depth ?? 0) + 1;
        if (_depth <= MostFree)
        {
            _next = first;
            _free = this;
        }
    }
}
