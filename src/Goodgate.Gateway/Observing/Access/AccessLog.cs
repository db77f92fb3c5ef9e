using Goodgate.Gateway.Observing.Lines;
using Goodgate.Gateway.Settings;

namespace Goodgate.Gateway.Observing.Access;

/// <summary>Writes access records, while there is a place for them.</summary>
public sealed class AccessLog : LineWriter<AccessRecord>
{
    // nginx's buffer=…; flush=… is 1 s and more in most setups; 50 ms is not felt with tail -f. 16 MiB in that time are 500,000 requests a second.
    private static readonly LinePace Pace = new("access log", TimeSpan.FromMilliseconds(50), MaxWaiting: 16 * 1024 * 1024, Repeats: true);

    /// <param name="settings">Where to, at first; null = nowhere.</param>
    /// <param name="time">Clock.</param>
    /// <exception cref="ArgumentException">The path or the format cannot be used.</exception>
    public AccessLog(AccessLogSettings? settings, TimeProvider time)
        : base(Pace, time)
    {
        if (settings is not null)
        {
            Replace(new AccessSink(settings));
        }
    }
}
