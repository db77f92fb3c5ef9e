using System.Diagnostics;
using Goodgate.Gateway.Exchanges;
using Goodgate.Verdicts.Judging;
using Goodgate.Verdicts.Observations;

namespace Goodgate.Gateway.Answers;

/// <summary>An exception that nobody expected: a defect of ours. The client gets a 500 with a reference, the operator the exception.</summary>
internal static class Defect
{
    /// <summary>Answers and records it. Never throws.</summary>
    public static async ValueTask AnswerAsync(Exchange exchange, Exception defect)
    {
        try
        {
            exchange.Release()?.Close();
            exchange.Failure = Seen(defect, Phase.Deliver);
            if (exchange.Client.ResponseStarted)
            {
                exchange.Verdict = Judgement.Of(exchange);
                exchange.Client.Abort();
                return;
            }

            await AnswerFailure.RunAsync(exchange);
        }
        catch (Exception)
        {
            exchange.Client.Abort();
        }
    }

    /// <summary>Tells of one that no exchange answers for: it came before one began, or after its answer. Never throws.</summary>
    /// <param name="services">Where it is told: as a verdict, like any failure, and so at the pace of the others.</param>
    /// <param name="defect">What was thrown.</param>
    /// <param name="id">Id of the request under way; null when there was none.</param>
    public static void Tell(GatewayServices services, Exception defect, string? id)
    {
        try
        {
            services.Outlets.Failed(Judge.Decide(Seen(defect, Phase.Request) with { Time = services.Time.GetUtcNow(), RequestId = id }));
        }
        catch (Exception)
        {
            // Whatever fails in telling of a failure has nobody left to tell.
        }
    }

    private static Observation Seen(Exception defect, Phase phase) => new()
    {
        Source = Source.Gateway,
        Phase = phase,
        Happening = Happening.InternalError,
        Detail = $"{defect.GetType().Name}: {defect.Message}",
        Facts = [new Fact("where", Where(defect))],
    };

    // The first frame of ours: enough to find it, short enough for a line. Without file and line: for those .NET reads the symbol files, with an assembly
    // of a megabyte that nothing else needs.
    internal static string Where(Exception defect) =>
        new StackTrace(defect, fNeedFileInfo: false).ToString().Split('\n').FirstOrDefault(line => line.Contains("Goodgate.", StringComparison.Ordinal))?.Trim() ?? "unknown";
}
