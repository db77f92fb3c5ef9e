using System.Globalization;
using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Routing;
using Goodgate.Gateway.Settings;
using Goodgate.Verdicts.Observations;

namespace Goodgate.Gateway.Answers;

/// <summary>Step: gives the answers that settings ask for: redirects and fixed responses.</summary>
internal static class AnswerFixed
{
    public static async ValueTask<bool> RunAsync(Exchange exchange)
    {
        if (exchange.Failure is not null || exchange.Route is not { Upstream: null, Files: null } route)
        {
            return true;
        }

        if (route.Settings.Redirect is { } redirect)
        {
            Start(exchange, redirect.Status);
            exchange.Client.SetField("Location", Location(exchange, redirect.To));
            exchange.Client.DeclareLength(0);
            return false;
        }

        var respond = route.Settings.Respond ?? new RespondSettings { Status = 404 };
        Start(exchange, respond.Status);
        exchange.Client.SetField("Content-Type", respond.ContentType);
        if (respond.RetryAfter is { } wait)
        {
            exchange.Client.SetField("Retry-After", ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture));
        }

        if (respond.Status >= 500)
        {
            exchange.Client.SetField("Proxy-Status", $"{GatewayServices.Name}; error=proxy_internal_response");
            exchange.Client.SetField("Cache-Control", "no-store");
            exchange.Client.SetField("X-Request-ID", exchange.RequestId);
            exchange.Failure = Configured(exchange, route, respond);
        }

        exchange.Client.DeclareLength(route.Content.Length);
        if (exchange.Client.Method != "HEAD" && !route.Content.IsEmpty && await exchange.Client.WriteAsync(route.Content, last: true))
        {
            exchange.BytesOut += route.Content.Length;
        }

        return false;
    }

    // Asked for, but still a 5xx of ours: it carries a cause like the others.
    private static Observation Configured(Exchange exchange, Route route, RespondSettings respond)
    {
        var facts = new List<Fact>();
        if (route.Settings.Origin is { } origin)
        {
            facts.Add(new Fact(FactNames.Rule, origin));
        }

        if (respond.RetryAfter is { } wait)
        {
            facts.Add(new Fact(FactNames.RetryAfter, Durations.Text(wait)));
        }

        return new Observation { Source = Source.Gateway, Phase = Phase.Routing, Happening = Happening.ConfiguredAnswer, ClientStatus = respond.Status, Facts = facts };
    }

    private static void Start(Exchange exchange, int status)
    {
        exchange.Status = status;
        exchange.Client.Begin(status);
    }

    // Without the port, as nginx's $host: the port of the listener that redirects is seldom that of the one it redirects to, and one can be written behind it.
    private static string HostName(string host)
    {
        var colon = host.LastIndexOf(':');
        return colon > host.LastIndexOf(']') ? host[..colon] : host;
    }

    private static string Location(Exchange exchange, string template)
    {
        var target = exchange.Target;
        var query = target.IndexOf('?', StringComparison.Ordinal);
        return template
            .Replace("{host}", HostName(exchange.Host), StringComparison.Ordinal)
            .Replace("{path}", query < 0 ? target : target[..query], StringComparison.Ordinal)
            .Replace("{query}", query < 0 ? "" : target[query..], StringComparison.Ordinal);
    }
}
