namespace Goodgate.EndToEnd.RealServers;

/// <summary>Paces a load: so many requests a second for all its clients together, and never more at once than the bucket holds.</summary>
internal sealed class TokenBucket : IAsyncDisposable
{
    // Between two fillings; at 2,000 a second that is 10 tokens.
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(5);

    private readonly SemaphoreSlim _tokens = new(0);
    private readonly CancellationTokenSource _over = new();
    private readonly int _perSecond;
    private readonly Task _filling;
    private int _taken;

    /// <param name="perSecond">Tokens that come in each second.</param>
    /// <param name="size">Most tokens that lie in it.</param>
    public TokenBucket(int perSecond, int size)
    {
        _perSecond = perSecond;
        Size = size;
        _filling = FillAsync();
    }

    public int Size { get; }

    /// <summary>Tokens taken so far.</summary>
    public int Taken => Volatile.Read(ref _taken);

    /// <summary>Waits for a token.</summary>
    /// <returns>False when the load is over.</returns>
    public async Task<bool> TakeAsync()
    {
        try
        {
            await _tokens.WaitAsync(_over.Token);
            Interlocked.Increment(ref _taken);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>No more tokens: those who wait go home.</summary>
    public Task EndAsync() => _over.CancelAsync();

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        await _filling;
        _over.Dispose();
        _tokens.Dispose();
    }

    private async Task FillAsync()
    {
        using var clock = new PeriodicTimer(Period);
        var began = TimeProvider.System.GetTimestamp();
        long given = 0;
        try
        {
            while (await clock.WaitForNextTickAsync(_over.Token))
            {
                var due = (long)(TimeProvider.System.GetElapsedTime(began).TotalSeconds * _perSecond) - given;
                given += due;
                var room = Math.Min(due, Size - _tokens.CurrentCount);
                if (room > 0)
                {
                    _tokens.Release((int)room);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The load is over.
        }
    }
}
