namespace Goodgate.Logs.Reporting;

/// <summary>Failures by time: those around a moment are found without looking at all others.</summary>
internal sealed class TimeWindow
{
    private readonly Failure[] _sorted;
    private readonly DateTimeOffset[] _times;

    /// <param name="failures">Each with a time.</param>
    public TimeWindow(IEnumerable<Failure> failures)
    {
        _sorted = [.. failures.OrderBy(one => one.Time)];
        _times = [.. _sorted.Select(one => one.Time!.Value)];
    }

    public bool IsEmpty => _sorted.Length == 0;

    /// <summary>From <paramref name="first"/> to <paramref name="last"/>, both included, in order.</summary>
    public IEnumerable<Failure> Between(DateTimeOffset first, DateTimeOffset last)
    {
        var at = Array.BinarySearch(_times, first);
        at = at < 0 ? ~at : at;
        while (at > 0 && _times[at - 1] >= first)
        {
            at--;
        }

        for (; at < _sorted.Length && _times[at] <= last; at++)
        {
            yield return _sorted[at];
        }
    }
}
