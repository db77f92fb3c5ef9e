using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Guard;
using Goodgate.Verdicts.Observations;

namespace Goodgate.Gateway.Forwarding;

/// <summary>The answer to a client whose body did not come as promised: its own doing, so no verdict on a server.</summary>
internal static class BodyRefusal
{
    /// <summary>Answers.</summary>
    /// <param name="exchange">The exchange.</param>
    /// <param name="fault">Status for the client; null = 400.</param>
    /// <param name="length">Length it declared; null when it declared none.</param>
    public static ValueTask<bool> GiveAsync(Exchange exchange, int? fault, long? length)
    {
        exchange.Status = fault ?? 400;
        if (exchange.ClientLeft || fault == 499)
        {
            exchange.Failure = new Observation
            {
                Source = Source.Gateway,
                Phase = Phase.Request,
                Happening = Happening.ClientLeft,
                Elapsed = exchange.Services.Time.GetElapsedTime(exchange.Began),
                BytesExpected = length,
                Facts = [new Fact("received", $"{exchange.BytesIn}")],
            };
            return new ValueTask<bool>(true);
        }

        exchange.Failure = null;
        var reason = exchange.Status switch { 411 => "length-required", 413 => "body-too-large", 408 => "request-timeout", _ => "malformed-body" };
        return Refusal.GiveAsync(exchange, new RequestFault(exchange.Status, reason));
    }
}
