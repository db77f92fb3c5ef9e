namespace Goodgate.Gateway.Upstreams;

/// <summary>
/// How long a connection to one server may be idle: the setting, or less when the server announces less (Keep-Alive: timeout=N) or has shown less.
/// What was only seen is believed for a while: a restart looks like a timer, and must not shorten the limit for ever.
/// </summary>
internal sealed class IdleLimit(TimeSpan setting, TimeProvider time)
{
    // A server's own limit is obeyed with a margin of a fifth: its timer starts when it has sent, ours when we have received.
    private const double Margin = 0.8;

    // Long enough that a server with a short timer is not met anew all the time, short enough that a deploy is soon forgotten.
    private static readonly TimeSpan BelieveSeen = TimeSpan.FromMinutes(10);

    private long _announced = Ticks(setting, time);
    private long _seen = long.MaxValue;
    private long _seenUntil;

    /// <summary>The limit now, in ticks of the clock.</summary>
    public long At(long now)
    {
        var announced = Volatile.Read(ref _announced);
        return now < Volatile.Read(ref _seenUntil) ? Math.Min(announced, Volatile.Read(ref _seen)) : announced;
    }

    /// <summary>The server says it closes after so long.</summary>
    public void Announced(TimeSpan timeout)
    {
        var limit = Ticks(timeout * Margin, time);
        if (limit < Volatile.Read(ref _announced))
        {
            Volatile.Write(ref _announced, limit);
        }
    }

    /// <summary>The server closed a connection that had been idle so long (ticks). A second and more is a timer; less is a restart.</summary>
    public void Seen(long idle, long now)
    {
        if (idle <= time.TimestampFrequency)
        {
            return;
        }

        var limit = (long)(idle * Margin);
        Volatile.Write(ref _seen, now < Volatile.Read(ref _seenUntil) ? Math.Min(limit, Volatile.Read(ref _seen)) : limit);
        Volatile.Write(ref _seenUntil, now + Ticks(BelieveSeen, time));
    }

    private static long Ticks(TimeSpan span, TimeProvider time) => (long)(span.TotalSeconds * time.TimestampFrequency);
}
