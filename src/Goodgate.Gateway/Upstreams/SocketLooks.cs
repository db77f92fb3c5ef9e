using Goodgate.Verdicts.Observations;

namespace Goodgate.Gateway.Upstreams;

/// <summary>
/// The looks at the place of one Unix socket that cannot be opened. A folder of a thousand files takes milliseconds, which the event loops do not have: a
/// look runs on the pool, and those who ask within a second of it share what it found. While a server is gone every request asks.
/// </summary>
/// <param name="look">Looks, at a path, after connecting failed in this way; may block, must not throw.</param>
/// <param name="time">Clock.</param>
internal sealed class SocketLooks(Func<string, Happening?, IReadOnlyList<Fact>> look, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    // A folder on a network drive that does not answer must not keep the client from its own.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private Task<IReadOnlyList<Fact>> _last = Task.FromResult<IReadOnlyList<Fact>>([]);
    private Happening? _happening;
    private long _at;

    /// <summary>Facts to be added; none when there is nothing to say, or the file system takes too long to say it.</summary>
    /// <param name="path">Path of the socket.</param>
    /// <param name="happening">How connecting failed.</param>
    public async Task<IReadOnlyList<Fact>> FactsAsync(string path, Happening? happening)
    {
        if (happening is not (Happening.NotFound or Happening.PermissionDenied))
        {
            return [];
        }

        try
        {
            return await Last(path, happening).WaitAsync(Patience, time);
        }
        catch (TimeoutException)
        {
            return [];
        }
    }

    // One at a time: one that hangs is not followed by others that hang.
    private Task<IReadOnlyList<Fact>> Last(string path, Happening? happening)
    {
        lock (_gate)
        {
            if (_last.IsCompleted && (_happening != happening || time.GetElapsedTime(_at) >= Fresh))
            {
                (_happening, _at) = (happening, time.GetTimestamp());
                _last = Task.Run(() => look(path, happening));
            }

            return _happening == happening ? _last : Task.FromResult<IReadOnlyList<Fact>>([]);
        }
    }
}
