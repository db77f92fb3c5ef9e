using System.Net.Sockets;
using Goodgate.Gateway.Exchanges;
using Goodgate.Verdicts.Judging;
using Goodgate.Verdicts.Observations;

namespace Goodgate.Gateway.Answers;

/// <summary>
/// Makes a failure answer of every shape once, before traffic comes. .NET loads an assembly when it is first used, and opens a file for
/// that: a gateway whose first failure is a lack of file descriptors could not say so. It also spares the first visitor the compiling.
/// </summary>
internal static class FailureRehearsal
{
    private static readonly string?[] Accepted = ["text/html", "application/json", "text/plain"];
    private static readonly string[] ContentTypes = ["", "application/grpc"];

    private static readonly Lazy<int> Once = new(Rehearse);

    /// <summary>Rehearses, the first time.</summary>
    public static void Run() => _ = Once.Value;

    private static int Rehearse()
    {
        var verdict = Judge.Decide(new Observation
        {
            Source = Source.Gateway,
            Phase = Phase.Connect,
            Happening = Happening.OutOfResources,
            Errno = Errno.TooManyFiles,
            Detail = new SocketException((int)SocketError.TooManyOpenSockets).Message,
        });
        var size = ProxyStatusField.ForFailure(GatewayServices.Name, verdict, revealDetails: false).Length;
        foreach (var accept in Accepted)
        {
            foreach (var type in ContentTypes)
            {
                var answer = FailureAnswer.Render(new FailureRequest
                {
                    CauseId = verdict.Cause.Id,
                    Status = verdict.Cause.Status ?? 503,
                    RequestId = "",
                    Time = DateTimeOffset.UnixEpoch,
                    Accept = accept,
                    AcceptLanguage = "de, en;q=0.5",
                    ContentType = type,
                    RetryAfter = TimeSpan.FromSeconds(1),
                });
                size += answer.Body.Length;
            }
        }

        try
        {
            throw new InvalidOperationException("a rehearsal");
        }
        catch (InvalidOperationException e)
        {
            return size + Defect.Where(e).Length;
        }
    }
}
