using System.Globalization;
using Goodgate.EndToEnd.Stage;

namespace Goodgate.EndToEnd.RealServers;

/// <summary>Clients that together send so many requests a second, and the rate they got.</summary>
internal sealed class PacedLoad : IAsyncDisposable
{
    private readonly TokenBucket _bucket;
    private readonly List<LoadClient> _clients;
    private readonly Task _sending;
    private readonly int _perSecond;
    private readonly long _began = TimeProvider.System.GetTimestamp();
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public PacedLoad(RunningGateway gateway, int clients, int perSecond)
    {
        _perSecond = perSecond;
        _bucket = new TokenBucket(perSecond, size: perSecond / 10);
        _clients = [.. Enumerable.Range(0, clients).Select(number => new LoadClient(gateway, number))];
        _sending = Task.WhenAll(_clients.Select(client => Task.Run(() => client.SendUntilAsync(_over.Task, _bucket))));
    }

    /// <summary>Requests begun so far.</summary>
    public int Begun => _bucket.Taken;

    /// <summary>Lets the requests under way end.</summary>
    public async Task<LoadReport> EndAsync()
    {
        _over.TrySetResult();
        await _bucket.EndAsync();
        await _sending;
        return new LoadReport([.. _clients.SelectMany(client => client.Results)], TimeProvider.System.GetElapsedTime(_began), _perSecond, _bucket.Size);
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        await _bucket.DisposeAsync();
        _clients.ForEach(client => client.Dispose());
    }
}

/// <summary>What came of a paced load.</summary>
/// <param name="Results">Every request.</param>
/// <param name="Time">From the first to the last.</param>
/// <param name="Wanted">Requests a second it was to be.</param>
/// <param name="Burst">Requests that may come at once.</param>
internal sealed record LoadReport(IReadOnlyList<LoadResult> Results, TimeSpan Time, int Wanted, int Burst)
{
    /// <summary>Requests a second it was.</summary>
    public double Rate => Results.Count / Time.TotalSeconds;

    /// <summary>Most requests that the pace allows in this time.</summary>
    public double Most => (Wanted * Time.TotalSeconds) + Burst;

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Results.Count:#,0} requests in {Time.TotalSeconds:0.0} s: {Rate:#,0} a second of {Wanted:#,0} wanted");
}
