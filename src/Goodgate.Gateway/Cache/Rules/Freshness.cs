using Goodgate.Gateway.Cache.Directives;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Cache.Rules;

/// <summary>How long a response is fresh (RFC 9111 §4.2.1), and how old it was when it came (§4.2.3).</summary>
/// <param name="Lifetime">Seconds.</param>
/// <param name="Source">Who says so.</param>
internal readonly record struct Freshness(long Lifetime, FreshnessSource Source)
{
    // A tenth of the time since the last change (RFC 9111 §4.2.2); a page of last year is asked for again after a day.
    private const int HeuristicPart = 10;
    private const long MostHeuristic = 24 * 60 * 60;

    // A page that was missing may be there soon.
    private const long MostOfNegative = 60;

    /// <summary>Decides the lifetime.</summary>
    /// <param name="status">Status of the response.</param>
    /// <param name="fields">Its fields.</param>
    /// <param name="said">What holds of it for a shared cache.</param>
    /// <param name="targeted">True when that came from a field for caches like this one: Expires then says nothing (RFC 9213 §2.2).</param>
    /// <param name="route">Settings.</param>
    /// <param name="received">When it came.</param>
    public static Freshness Of(int status, FieldSection fields, CacheDirectives said, bool targeted, RouteCache route, DateTimeOffset received)
    {
        if ((said.SharedMaxAge ?? said.MaxAge) is { } stated)
        {
            return new Freshness(stated, FreshnessSource.Stated);
        }

        var date = Date(fields, received) ?? received;
        if (!targeted && fields.Find(KnownField.Expires) is >= 0 and var expires)
        {
            // What is no date, and what comes twice, has expired (RFC 9111 §5.3).
            var end = fields.Find(KnownField.Expires, expires + 1) < 0 ? HttpDateReader.Read(fields.Value(expires), received) : null;
            return new Freshness(end is { } at ? Math.Clamp((long)(at - date).TotalSeconds, 0, CacheDirectives.MostSeconds) : 0, FreshnessSource.Stated);
        }

        if (said.NoCache)
        {
            return default;
        }

        if (route.Ttl is { } ttl && Statuses.TakesSetting(status))
        {
            var seconds = (long)ttl.TotalSeconds;
            return new Freshness(status is 404 or 410 ? Math.Min(seconds, MostOfNegative) : seconds, FreshnessSource.Setting);
        }

        if (route.AllowsHeuristics && (Statuses.IsHeuristic(status) || said.IsPublic) && Modified(fields, received) is { } modified && modified < date)
        {
            return new Freshness(Math.Min((long)(date - modified).TotalSeconds / HeuristicPart, MostHeuristic), FreshnessSource.Heuristic);
        }

        return default;
    }

    /// <summary>corrected_initial_age in seconds (RFC 9111 §4.2.3).</summary>
    /// <param name="fields">Fields of the response.</param>
    /// <param name="asked">When it was asked for.</param>
    /// <param name="received">When it came.</param>
    /// <param name="source">Who says how long it is fresh: a time from the settings counts from here, whatever clock the server has.</param>
    public static long InitialAge(FieldSection fields, DateTimeOffset asked, DateTimeOffset received, FreshnessSource source = FreshnessSource.Stated)
    {
        var apparent = source != FreshnessSource.Setting && Date(fields, received) is { } date ? Math.Max(0, (long)(received - date).TotalSeconds) : 0;
        var corrected = Age(fields) + Math.Max(0, (long)(received - asked).TotalSeconds);
        return Math.Min(Math.Max(apparent, corrected), CacheDirectives.MostSeconds);
    }

    /// <summary>The time the response was made; null when it does not say, or says none.</summary>
    public static DateTimeOffset? Date(FieldSection fields, DateTimeOffset now) => Read(fields, KnownField.Date, now);

    /// <summary>The time of the last change; null when it does not say, or says none.</summary>
    public static DateTimeOffset? Modified(FieldSection fields, DateTimeOffset now) => Read(fields, KnownField.LastModified, now);

    private static DateTimeOffset? Read(FieldSection fields, KnownField field, DateTimeOffset now) =>
        fields.Find(field) is >= 0 and var index ? HttpDateReader.Read(fields.Value(index), now) : null;

    // The first of several counts, and one that is no number is not there (RFC 9111 §5.1).
    private static long Age(FieldSection fields)
    {
        var index = fields.Find(KnownField.Age);
        if (index < 0)
        {
            return 0;
        }

        var rest = fields.Value(index);
        return CacheControl.Seconds(Exchanges.FieldLists.Next(ref rest));
    }
}
