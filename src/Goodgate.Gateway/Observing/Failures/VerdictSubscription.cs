using Goodgate.Verdicts.Judging;

namespace Goodgate.Gateway.Observing.Failures;

/// <summary>One reader of verdicts with a queue of its own: one that hangs (a stopped terminal) holds up nobody else.</summary>
internal sealed class VerdictSubscription
{
    // A burst a terminal can still print; beyond it the count of drops says so.
    private const int Capacity = 1_000;

    private readonly BoundedQueue<Verdict> _queue = new(Capacity);
    private readonly Action<Verdict> _reader;

    public VerdictSubscription(Action<Verdict> reader)
    {
        _reader = reader;
        Completion = Task.Run(RunAsync);
    }

    /// <summary>Ends when all of it was read after <see cref="Complete"/>.</summary>
    public Task Completion { get; }

    public long Dropped => _queue.Dropped;

    public void Add(Verdict verdict) => _queue.Add(verdict);

    public void Complete() => _queue.Complete();

    private async Task RunAsync()
    {
        await foreach (var verdict in _queue.Reader.ReadAllAsync(CancellationToken.None))
        {
            try
            {
                _reader(verdict);
            }
            catch (Exception)
            {
                // A reader that fails on one verdict (a closed terminal) still gets the next.
            }
        }
    }
}
