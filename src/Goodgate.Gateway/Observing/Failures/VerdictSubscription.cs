using System.Threading.Channels;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Gateway.Observing.Failures;

/// <summary>One reader of verdicts with a queue of its own: one that hangs (a stopped terminal) holds up nobody else.</summary>
internal sealed class VerdictSubscription
{
    // A burst a terminal can still print; beyond it the count of drops says so.
    private const int Capacity = 1_000;

    private readonly BoundedQueue<Verdict> _queue = new(Capacity);

    /// <summary>What came, in order; ends after <see cref="Complete"/>.</summary>
    public ChannelReader<Verdict> Reader => _queue.Reader;

    /// <summary>Ends when the callback has had everything.</summary>
    public Task Completion { get; private set; } = Task.CompletedTask;

    public long Dropped => _queue.Dropped;

    public void Add(Verdict verdict) => _queue.Add(verdict);

    public void Complete() => _queue.Complete();

    /// <summary>Hands everything to a callback, on the thread pool.</summary>
    public void Call(Action<Verdict> reader) => Completion = Task.Run(() => RunAsync(reader));

    private async Task RunAsync(Action<Verdict> reader)
    {
        await foreach (var verdict in _queue.Reader.ReadAllAsync(CancellationToken.None))
        {
            try
            {
                reader(verdict);
            }
            catch (Exception)
            {
                // A reader that fails on one verdict (a closed terminal) still gets the next.
            }
        }
    }
}
