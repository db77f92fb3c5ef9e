using Goodgate.Logs.Lines;

namespace Goodgate.Logs.Running;

/// <summary>Which lines the caller wants.</summary>
internal sealed class LineFilter(string name, LogOptions options)
{
    private readonly bool _isOfSite = options.Site is { } site && name.Contains(site, StringComparison.OrdinalIgnoreCase);

    /// <summary>Why the line is left out; null when it is wanted.</summary>
    public SkipReason? Reason(Sighting seen)
    {
        if ((options.Since is not null || options.Until is not null) && (seen.Time is not { } time || time < options.Since || time >= options.Until))
        {
            return SkipReason.OutsideTime;
        }

        // A line that is no request (a full pool, a dead worker) may explain those of the site. A request that names no host belongs to the site its file is named after.
        return options.Site is { } site && (seen.Host is { } host ? !IsSite(host, site) : seen.IsRequest && !_isOfSite) ? SkipReason.OtherSite : null;
    }

    private static bool IsSite(string host, string site)
    {
        var colon = host.LastIndexOf(':');
        var bare = colon > 0 && !host.EndsWith(']') ? host[..colon] : host;
        return string.Equals(bare, site, StringComparison.OrdinalIgnoreCase) || string.Equals(bare, "www." + site, StringComparison.OrdinalIgnoreCase);
    }
}
