using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;
using Goodgate.Gateway.Waiting;

#pragma warning disable CA2012, xUnit1031 // Half-way states of a ValueTask, and taking one twice, are what is tested here.

namespace Goodgate.Gateway.Tests.Waiting;

public sealed class ReusedStateTests
{
    private readonly Gate _gate = new();

    [Fact]
    public async Task A_method_that_never_waits_gives_its_result()
    {
        _gate.Open();
        (await AddAsync(_gate, 2)).ShouldBe(2);
    }

    [Fact]
    public async Task A_method_that_waits_gives_its_result_later()
    {
        var adding = AddAsync(_gate, 3);
        adding.IsCompleted.ShouldBeFalse();
        _gate.Open();
        (await adding).ShouldBe(3);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_exception_reaches_whoever_awaits(bool before)
    {
        if (before)
        {
            _gate.Open();
        }

        var failing = FailAsync(_gate);
        _gate.Open();
        (await Should.ThrowAsync<InvalidOperationException>(async () => await failing)).Message.ShouldBe("on purpose");
    }

    [Fact]
    public async Task Many_under_way_at_once_keep_their_own_state()
    {
        var gates = Enumerable.Range(0, 1000).Select(_ => new Gate()).ToArray();
        var adding = gates.Select((gate, i) => AddAsync(gate, i)).ToArray();
        foreach (var gate in gates.Reverse())
        {
            gate.Open();
        }

        for (var i = 0; i < adding.Length; i++)
        {
            (await adding[i]).ShouldBe(i);
        }
    }

    [Fact]
    public async Task A_wait_leaves_no_garbage_once_there_was_one()
    {
        // On a thread without a synchronization context: there what waited goes on at once, as on an event loop.
        (await Task.Run(() =>
        {
            var gate = new Gate();
            Steps(gate);
            var before = GC.GetAllocatedBytesForCurrentThread();
            Steps(gate);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        })).ShouldBe(0);

        static void Steps(Gate gate)
        {
            for (var i = 0; i < 100; i++)
            {
                Step(gate);
            }
        }

        static void Step(Gate gate)
        {
            gate.Shut();
            var adding = AddAsync(gate, 1).GetAwaiter();
            gate.Open();
            adding.GetResult();
        }
    }

    [Fact]
    public async Task What_a_method_held_is_let_go_when_it_has_ended()
    {
        var held = await Task.Run(() => Hold(_gate));
        GC.Collect();
        GC.WaitForPendingFinalizers();
        held.IsAlive.ShouldBeFalse();

        // A method of its own: its locals must be gone when the collector looks.
        [MethodImpl(MethodImplOptions.NoInlining)]
        static WeakReference Hold(Gate gate)
        {
            var thing = new object();
            var keeping = KeepAsync(gate, thing).GetAwaiter();
            gate.Open();
            keeping.GetResult();
            return new WeakReference(thing);
        }
    }

    [Fact]
    public async Task A_result_cannot_be_taken_twice()
    {
        var adding = AddAsync(_gate, 1);
        _gate.Open();
        await adding;
        Should.Throw<InvalidOperationException>(() => adding.GetAwaiter().GetResult());
    }

    [AsyncMethodBuilder(typeof(ReusedState<>))]
    private static async ValueTask<int> AddAsync(Gate gate, int number)
    {
        await gate.WaitAsync();
        return number;
    }

    [AsyncMethodBuilder(typeof(ReusedState<>))]
    private static async ValueTask<int> FailAsync(Gate gate)
    {
        await gate.WaitAsync();
        throw new InvalidOperationException("on purpose");
    }

    [AsyncMethodBuilder(typeof(ReusedState))]
    private static async ValueTask KeepAsync(Gate gate, object thing)
    {
        await gate.WaitAsync();
        GC.KeepAlive(thing);
    }

    // Waits without garbage of its own; whoever opens it runs what waited.
    private sealed class Gate : IValueTaskSource<bool>
    {
        private ManualResetValueTaskSourceCore<bool> _wait;
        private bool _open;

        public ValueTask<bool> WaitAsync() => new(this, _wait.Version);

        public void Shut()
        {
            _wait.Reset();
            _open = false;
        }

        public void Open()
        {
            if (!_open)
            {
                _open = true;
                _wait.SetResult(true);
            }
        }

        public bool GetResult(short token) => _wait.GetResult(token);

        public ValueTaskSourceStatus GetStatus(short token) => _wait.GetStatus(token);

        public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
            _wait.OnCompleted(continuation, state, token, flags);
    }
}
