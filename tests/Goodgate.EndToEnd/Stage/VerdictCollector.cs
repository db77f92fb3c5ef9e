using System.Threading.Channels;
using Goodgate.Verdicts.Judging;

namespace Goodgate.EndToEnd.Stage;

/// <summary>Keeps the verdicts of one gateway in order. Nothing here sleeps: a test waits for a number of verdicts, or for the end of the gateway.</summary>
internal sealed class VerdictCollector
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Lock _lock = new();
    private readonly List<Verdict> _all = [];
    private readonly Task _reading;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public VerdictCollector(ChannelReader<Verdict> reader) => _reading = Task.Run(() => ReadAsync(reader));

    /// <summary>Those that have come so far.</summary>
    public IReadOnlyList<Verdict> SoFar
    {
        get
        {
            lock (_lock)
            {
                return [.. _all];
            }
        }
    }

    /// <summary>Waits until at least <paramref name="count"/> have come.</summary>
    public async Task<IReadOnlyList<Verdict>> AtLeastAsync(int count)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (_all.Count >= count)
                {
                    return [.. _all];
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(Patience);
        }
    }

    /// <summary>All of them, once the gateway has stopped.</summary>
    public async Task<IReadOnlyList<Verdict>> AllAsync()
    {
        await _reading.WaitAsync(Patience);
        return SoFar;
    }

    private async Task ReadAsync(ChannelReader<Verdict> reader)
    {
        await foreach (var verdict in reader.ReadAllAsync())
        {
            TaskCompletionSource changed;
            lock (_lock)
            {
                _all.Add(verdict);
                changed = _changed;
                _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            changed.SetResult();
        }
    }
}
