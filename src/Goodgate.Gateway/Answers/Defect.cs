using System.Diagnostics;
using Goodgate.Gateway.Exchanges;
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
            exchange.Failure = new Observation
            {
                Source = Source.Gateway,
                Phase = Phase.Deliver,
                Happening = Happening.InternalError,
                Detail = $"{defect.GetType().Name}: {defect.Message}",
                Facts = [new Fact("where", Where(defect))],
            };
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

    // The first frame of ours: enough to find it, short enough for a line. Without file and line: for those .NET reads the symbol files, with an assembly
    // of a megabyte that nothing else needs.
    internal static string Where(Exception defect) =>
        new StackTrace(defect, fNeedFileInfo: false).ToString().Split('\n').FirstOrDefault(line => line.Contains("Goodgate.", StringComparison.Ordinal))?.Trim() ?? "unknown";
}
