using System.Globalization;
using Goodgate.Cli.Importing.Reading;
using Goodgate.Cli.Importing.Writing;

namespace Goodgate.Cli.Importing.Nginx.Converting;

/// <summary>From <c>limit_req</c> to a route's rate.</summary>
internal static class NginxRate
{
    private const int Most = 1_000_000;

    /// <summary>Rate and burst in force at a place; null when there are none that can be taken along.</summary>
    public static (string Requests, int? Burst)? Of(Directive block, NginxConfig config, Plan plan)
    {
        if (NginxConfig.AllInForce(block, "limit_req") is not [var limit, ..])
        {
            return null;
        }

        var zone = config.Named("limit_req_zone").FirstOrDefault(one => one.Value("zone")?.Split(':')[0] == limit.Value("zone"));
        if (zone?.Argument(0) is not ("$binary_remote_addr" or "$remote_addr") || Rate(zone.Value("rate")) is not { } rate)
        {
            plan.Miss(limit, "rates count by the client's address alone");
            return null;
        }

        var burst = int.TryParse(limit.Value("burst"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Min(number, Most) : 0;
        if (burst > 0 && !limit.Has("nodelay"))
        {
            plan.Miss(limit, "requests beyond the rate are let through at once or refused, never delayed: as with nodelay");
        }

        return (rate, burst);
    }

    private static string? Rate(string? text) => text?.Split("r/") switch
    {
        [var count, "s"] when int.TryParse(count, out var number) && number is > 0 and <= Most => $"{count}/s",
        [var count, "m"] when int.TryParse(count, out var number) && number is > 0 and <= Most => $"{count}/min",
        _ => null,
    };
}
