using System.Runtime.CompilerServices;

namespace Goodgate.Gateway.Waiting;

/// <summary>
/// Builds an async method whose state, once it waits, lives in memory that is used again (<see cref="Suspension{T}"/>); one that never waits makes no garbage at all.
/// Unlike <see cref="PoolingAsyncValueTaskMethodBuilder{T}"/> it keeps as many as a loop has exchanges under way, and carries no ExecutionContext along:
/// nothing of ours hangs on one (AsyncLocal). As with any pooled source, a returned task is awaited once.
/// </summary>
internal struct ReusedState<T>
{
    private Suspension<T>? _suspension;
    private T _result;

    /// <summary>For the builder of methods without a result.</summary>
    internal readonly ValueTask Plain => _suspension is { } waits ? new ValueTask(waits, waits.Version) : default;

    public readonly ValueTask<T> Task => _suspension is { } waits ? new ValueTask<T>(waits, waits.Version) : new ValueTask<T>(_result);

    public static ReusedState<T> Create() => default;

    public readonly void Start<TMachine>(ref TMachine machine)
        where TMachine : IAsyncStateMachine => machine.MoveNext();

    public readonly void SetStateMachine(IAsyncStateMachine machine)
    {
        // Only for machines that are boxed, which ours are not.
    }

    public void SetResult(T result)
    {
        if (_suspension is { } waits)
        {
            waits.Succeed(result);
        }
        else
        {
            _result = result;
        }
    }

    public void SetException(Exception error) => (_suspension ??= new Suspension<T>()).Fail(error);

    public void AwaitOnCompleted<TAwaiter, TMachine>(ref TAwaiter awaiter, ref TMachine machine)
        where TAwaiter : INotifyCompletion
        where TMachine : IAsyncStateMachine => awaiter.OnCompleted(Suspend(ref machine));

    public void AwaitUnsafeOnCompleted<TAwaiter, TMachine>(ref TAwaiter awaiter, ref TMachine machine)
        where TAwaiter : ICriticalNotifyCompletion
        where TMachine : IAsyncStateMachine => awaiter.UnsafeOnCompleted(Suspend(ref machine));

    private Action Suspend<TMachine>(ref TMachine machine)
        where TMachine : IAsyncStateMachine
    {
        if (_suspension is null)
        {
            var suspension = Suspension<T, TMachine>.Rent();

            // This builder is a field of the machine: first it must know where its state is, then the state moves there.
            _suspension = suspension;
            suspension.Machine = machine;
        }

        return _suspension.GoOn;
    }
}
