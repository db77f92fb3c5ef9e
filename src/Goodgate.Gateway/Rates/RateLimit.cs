using System.Globalization;
using System.Net;
using Goodgate.Gateway.Guard;
using Goodgate.Gateway.Settings;

namespace Goodgate.Gateway.Rates;

/// <summary>The limit of a route, ready for use. What it remembers of clients outlives a reload, also one that changes its numbers.</summary>
internal sealed class RateLimit
{
    private readonly long _interval;
    private readonly long _tolerance;
    private readonly ClientTable _clients;
    private readonly RefusalPace _pace;

    /// <summary>Makes it ready.</summary>
    /// <param name="settings">Rate and burst.</param>
    /// <param name="before">The limit of the same route before a reload; null when there was none.</param>
    /// <param name="time">Clock.</param>
    /// <exception cref="ArgumentException">The rate or the burst is none.</exception>
    public RateLimit(RateSettings settings, RateLimit? before, TimeProvider time)
    {
        if (!RequestRate.TryParse(settings.Requests, out var rate) || settings.Burst is < 0 or > RequestRate.Most)
        {
            throw new ArgumentException($"the rate {settings.Requests} with burst {settings.Burst} cannot be used; a rate is such as 5/s, 10/min or 100/h, a burst 0 to {RequestRate.Most}.", nameof(settings));
        }

        var burst = settings.Burst ?? rate.Requests - 1;
        (_interval, _tolerance) = (rate.Interval.Ticks, rate.Interval.Ticks * burst);
        Text = string.Create(CultureInfo.InvariantCulture, $"{settings.Requests}, burst {burst}");
        _clients = before?._clients ?? new ClientTable(time);
        _pace = before?._pace ?? new RefusalPace(time);
    }

    /// <summary><c>10/min, burst 5</c>.</summary>
    public string Text { get; }

    /// <summary>A request of a client.</summary>
    public RateDecision Take(IPAddress client) => _clients.Take(Subscriber.Of(client), _interval, _tolerance);

    /// <summary>A request was refused.</summary>
    /// <returns>How many were since this was told last, when it is to be told again; null when it is not.</returns>
    public long? Refused() => _pace.Add();
}
