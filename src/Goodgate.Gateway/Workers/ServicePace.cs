namespace Goodgate.Gateway.Workers;

/// <summary>How long requests keep a worker of late, and so how long those in a queue will wait. Not safe from several threads: the gate locks.</summary>
internal sealed class ServicePace
{
    // One slow page among a handful must not turn visitors away.
    private const int Fewest = 8;

    private double _seconds;

    /// <summary>A place was given back.</summary>
    /// <param name="held">How long it was held.</param>
    /// <param name="workers">How many there are: after as many requests the past counts for a third.</param>
    public void Add(TimeSpan held, int workers) =>
        _seconds += _seconds == 0 ? held.TotalSeconds : (held.TotalSeconds - _seconds) / Math.Max(workers, Fewest);

    /// <summary>How long a newcomer would wait; zero while fewer wait than there are workers: whoever comes next may be quick.</summary>
    /// <param name="ahead">Requests that go first.</param>
    /// <param name="workers">How many there are.</param>
    public TimeSpan Wait(int ahead, int workers) => workers == 0 || ahead < workers ? TimeSpan.Zero : TimeSpan.FromSeconds((ahead + 1) * _seconds / workers);
}
