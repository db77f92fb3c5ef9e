using Goodgate.Gateway.Cache.Directives;
using Goodgate.Gateway.Cache.Fetching;
using Goodgate.Gateway.Cache.Presets;
using Goodgate.Gateway.Cache.Rules;
using Goodgate.Gateway.Cache.Stored;
using Goodgate.Gateway.Cache.Variants;
using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Guard;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Cache.Steps;

/// <summary>Step: answers from the store what it has fresh; for all else <see cref="Exchange.Cached"/> says why it goes on.</summary>
internal static class LookUp
{
    public static ValueTask<bool> RunAsync(Exchange exchange) =>
        exchange.Failure is not null || exchange.Route?.Cache is not { } route ? new ValueTask<bool>(true)
        : exchange.Client.Method is "GET" or "HEAD" ? ReadAsync(exchange, route)
        : PurgeMethod.Is(exchange.Client.Method) ? PurgeMethod.RunAsync(exchange, route)
        : Pass(exchange, route);

    // What changes something is remembered with its key: a success makes stored responses invalid (RFC 9111 §4.4).
    private static ValueTask<bool> Pass(Exchange exchange, RouteCache route)
    {
        exchange.Cached = new CacheUse(exchange.Services.Cache, route, CacheKey.Of(exchange, Target(exchange, route))) 
        {
            Forward = "method",
            Asked = exchange.Services.Time.GetUtcNow(),
        };
        return new ValueTask<bool>(true);
    }

    private static ValueTask<bool> ReadAsync(Exchange exchange, RouteCache route)
    {
        var shared = exchange.Services.Cache;
        var fields = exchange.Client.Fields;
        var key = CacheKey.Of(exchange, Target(exchange, route));
        var why = key is null ? "address" : WhyNot(exchange, route);
        if (key is null || why is not null)
        {
            exchange.Cached = new CacheUse(shared, route, null) { Forward = "bypass", Detail = why };
            return new ValueTask<bool>(true);
        }

        var now = exchange.Services.Time.GetUtcNow();
        var asked = route.HeedsRequests ? CacheControl.Of(fields) : CacheDirectives.None;
        var traits = new RequestTraits(fields.Find(KnownField.Authorization) >= 0, VisitCounters.LeaveOthers(fields), asked.NoStore);
        var stored = Selection.Of(shared.Store, key, fields, out var others);
        var decision = stored is null ? ReuseDecision.Ask(others ? "vary-miss" : "uri-miss", null) : ReuseRules.Decide(route, stored, traits, asked, now);
        if (decision.Reuse != Reuse.Ask && StoredAnswer.Begin(exchange, stored!) is { } answer)
        {
            if (decision.Reuse == Reuse.StaleAndAsk)
            {
                BackgroundFetch.Start(exchange, route, key, stored!);
            }

            var result = decision.Reuse switch { Reuse.Fresh => CacheResult.Hit, Reuse.Spared => CacheResult.Saved, _ => CacheResult.Stale };
            return answer.IsAtHand ? answer.GiveAsync(result, now) : FromDiskAsync(exchange, answer, result, now, Use(exchange, route, key, traits, null, ReuseDecision.Ask("uri-miss", null)), asked);
        }

        return GoOn(exchange, Use(exchange, route, key, traits, stored, decision), asked);
    }

    // What the disk has lost, or cannot give now, was never there: its server is asked.
    private static async ValueTask<bool> FromDiskAsync(Exchange exchange, StoredAnswer answer, CacheResult result, DateTimeOffset now, CacheUse otherwise, CacheDirectives asked) =>
        await (await answer.IsReadableAsync() ? answer.GiveAsync(result, now) : GoOn(exchange, otherwise, asked));

    private static ValueTask<bool> GoOn(Exchange exchange, CacheUse use, CacheDirectives asked)
    {
        exchange.Cached = use;
        return asked.OnlyIfCached ? Refusal.GiveAsync(exchange, new RequestFault(504, "only-if-cached")) : new ValueTask<bool>(true);
    }

    private static CacheUse Use(Exchange exchange, RouteCache route, string key, RequestTraits traits, StoredResponse? stored, ReuseDecision decision)
    {
        var shared = exchange.Services.Cache;
        var isGet = exchange.Client.Method == "GET";
        var partial = RequestConditionsLook.HasRange(exchange.Client.Fields);
        var alone = !isGet || partial || traits.NoStore || decision.Forward is "request" or "bypass" || shared.Passes.Has(key) || IsForOne(route, traits)
            || (stored is null && RequestConditionsLook.HasAny(exchange.Client.Fields));
        return new CacheUse(shared, route, key)
        {
            Asked = exchange.Services.Time.GetUtcNow(),
            Forward = decision.Forward,
            Detail = decision.Detail,
            Traits = traits,
            Candidate = decision.Forward == "bypass" ? null : stored,
            MayStore = isGet,
            MayWait = !alone,
        };
    }

    // Its answer is refused by what the request is, most likely: nobody is to wait for that.
    private static bool IsForOne(RouteCache route, RequestTraits traits) => traits.IsAuthorized || (traits.HasCookies && route is { Ttl: not null, KnowsCookies: false });

    // Content in a GET has no meaning that a key could hold (RFC 9110 §9.3.1): some servers read it all the same. If-Match and If-Unmodified-Since are for the
    // server to judge (RFC 9111 §4.3.2).
    private static string? WhyNot(Exchange exchange, RouteCache route) =>
        exchange.Client.HasBody ? "content"
        : RequestConditionsLook.HasPreconditions(exchange.Client.Fields) ? "precondition"
        : exchange.Client.Fields.Find(KnownField.Upgrade) >= 0 ? "upgrade"
        : route.Ttl is not null && PieceRequests.Is(exchange.Client.Fields) ? "piece"
        : route.BypassCookies.AreIn(exchange.Client.Fields) ? "cookie"
        : route.Preset?.Bypass(exchange);

    /// <summary>The target as its server is asked for it.</summary>
    public static string Target(Exchange exchange, RouteCache route) => route.Preset?.Target(exchange.Target) ?? exchange.Target;
}
