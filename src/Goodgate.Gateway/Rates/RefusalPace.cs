namespace Goodgate.Gateway.Rates;

/// <summary>Counts refusals and says when to tell of them: the first at once, then once a minute while they last. Each would be a verdict, and a flood of
/// them would push the others out of sight.</summary>
/// <param name="time">Clock.</param>
internal sealed class RefusalPace(TimeProvider time)
{
    // As TurnawayReport.
    private static readonly TimeSpan BetweenWords = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private long _count;
    private long? _told;

    /// <summary>One more.</summary>
    /// <returns>How many there were since the last word, when the next is due; null when it is not.</returns>
    public long? Add()
    {
        lock (_gate)
        {
            _count++;
            if (_told is { } told && time.GetElapsedTime(told) < BetweenWords)
            {
                return null;
            }

            var since = _count;
            (_count, _told) = (0, time.GetTimestamp());
            return since;
        }
    }
}
