namespace Goodgate.Gateway.Workers;

/// <summary>
/// Where a request stands for a moment that found no room in the queue; then it is asked once more, and only then refused. Whoever is refused at once can ask
/// again at once: 1,600 clients that did so left the workers so little of the machine that a fifth of the pages came (docs/benchmark.md, Overload). The more
/// stand here, the longer each does.
/// </summary>
/// <param name="time">The clock.</param>
internal sealed class Doorstep(TimeProvider time)
{
    // A refusal costs some 200 µs of a busy machine: so many a second are a twentieth of a processor.
    private const double MostPerSecond = 250;

    // Each holds its exchange, some KiB. Beyond that many a refusal is cheaper.
    private const int MostStanding = 4096;

    // While few are refused, the answer comes within a second; a visitor does not wait for nothing longer than a page may take.
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(750);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private int _standing;

    /// <summary>Ends when the moment is over; at once when too many stand here.</summary>
    /// <param name="most">What is left of the request's own time.</param>
    public async ValueTask StandAsync(TimeSpan most)
    {
        var standing = Interlocked.Increment(ref _standing);
        try
        {
            if (standing <= MostStanding && most > TimeSpan.Zero)
            {
                var moment = TimeSpan.FromSeconds(Math.Clamp(standing / MostPerSecond, Shortest.TotalSeconds, Longest.TotalSeconds));
                await Task.Delay(most < moment ? most : moment, time);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _standing);
        }
    }
}
