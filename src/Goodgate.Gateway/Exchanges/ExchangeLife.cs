using System.Runtime.CompilerServices;
using Goodgate.Gateway.Waiting;
using Goodgate.Gateway.Answers;
using Goodgate.Gateway.Cache.Steps;
using Goodgate.Gateway.Files;
using Goodgate.Gateway.Forwarding;
using Goodgate.Gateway.Guard;
using Goodgate.Gateway.Observing;
using Goodgate.Gateway.Routing;
using Goodgate.Verdicts.Observations;

namespace Goodgate.Gateway.Exchanges;

/// <summary>One step of an exchange's life.</summary>
/// <returns>True to go on with the next step; false when the answer has been given (or refused) and only the record is left to write.</returns>
internal delegate ValueTask<bool> ExchangeStep(Exchange exchange);

/// <summary>The life of an exchange, to be read like a table of contents.</summary>
public static class ExchangeLife
{
    private static readonly ExchangeStep[] Steps =
    [
        Identify.RunAsync,          // request id, trace context
        Admit.RunAsync,             // refuse what an upstream might read otherwise
        FindRoute.RunAsync,         // host → site → route; its rate
        AnswerFixed.RunAsync,       // redirects and configured answers
        LookUp.RunAsync,            // stored responses that are fresh
        WatchClient.RunAsync,       // what comes takes time: a client that leaves ends it
        ServeFiles.RunAsync,        // a site's own files; scripts go on to PHP
        AskOnce.RunAsync,           // of several that want one page one goes on
        Forward.RunAsync,           // attempts at servers; relays the first usable response
        GiveInstead.RunAsync,       // the stored page that was confirmed, or outlives a failure
        AnswerFailure.RunAsync,     // no usable response: judge, and say so
    ];

    /// <summary>Carries one exchange from the first step to its record. Never throws.</summary>
    [AsyncMethodBuilder(typeof(ReusedState))]
    public static async ValueTask RunAsync(Exchange exchange)
    {
        try
        {
            foreach (var step in Steps)
            {
                if (!await step(exchange))
                {
                    break;
                }
            }
        }
        catch (Exception e)
        {
            await Defect.AnswerAsync(exchange, e);
        }

        exchange.Cached?.Close(exchange);
        WatchClient.End(exchange);
        Record.Write(exchange);
    }
}
