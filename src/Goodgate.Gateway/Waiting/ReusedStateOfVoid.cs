using System.Runtime.CompilerServices;

namespace Goodgate.Gateway.Waiting;

/// <summary><see cref="ReusedState{T}"/> for methods without a result.</summary>
internal struct ReusedState
{
    private ReusedState<bool> _state;

    public readonly ValueTask Task => _state.Plain;

    public static ReusedState Create() => default;

    public readonly void Start<TMachine>(ref TMachine machine)
        where TMachine : IAsyncStateMachine => machine.MoveNext();

    public readonly void SetStateMachine(IAsyncStateMachine machine) => _state.SetStateMachine(machine);

    public void SetResult() => _state.SetResult(true);

    public void SetException(Exception error) => _state.SetException(error);

    public void AwaitOnCompleted<TAwaiter, TMachine>(ref TAwaiter awaiter, ref TMachine machine)
        where TAwaiter : INotifyCompletion
        where TMachine : IAsyncStateMachine => _state.AwaitOnCompleted(ref awaiter, ref machine);

    public void AwaitUnsafeOnCompleted<TAwaiter, TMachine>(ref TAwaiter awaiter, ref TMachine machine)
        where TAwaiter : ICriticalNotifyCompletion
        where TMachine : IAsyncStateMachine => _state.AwaitUnsafeOnCompleted(ref awaiter, ref machine);
}
