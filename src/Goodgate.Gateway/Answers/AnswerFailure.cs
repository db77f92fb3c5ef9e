using Goodgate.Gateway.Cache;
using Goodgate.Gateway.Exchanges;
using Goodgate.Verdicts.Judging;
using Goodgate.Verdicts.Observations;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Answers;

/// <summary>Step: no usable response came. Judges why, and says so to the client in the shape it reads.</summary>
internal static class AnswerFailure
{
    // Long enough for a restart, short enough that a visitor still waits; used where nothing better is known.
    private static readonly TimeSpan DefaultRetryAfter = TimeSpan.FromSeconds(10);

    public static async ValueTask<bool> RunAsync(Exchange exchange)
    {
        if (exchange.Failure is null)
        {
            return false;
        }

        var verdict = Judgement.Of(exchange);
        exchange.Verdict = verdict;
        if (exchange.ClientLeft || verdict.Observation.Happening == Happening.ClientLeft)
        {
            exchange.Status = 499;
            exchange.Client.Abort();
            return false;
        }

        var status = verdict.Cause.Status ?? 502;
        exchange.RetryAfter = status switch { 503 => exchange.RetryAfter ?? DefaultRetryAfter, 429 => exchange.RetryAfter, _ => null };
        var answer = FailureAnswer.Render(Request(exchange, verdict, status));
        await SendAsync(exchange, verdict, answer);
        exchange.Status = status;
        return false;
    }

    private static FailureRequest Request(Exchange exchange, Verdict verdict, int status)
    {
        var fields = exchange.Client.Fields;
        return new FailureRequest
        {
            CauseId = verdict.Cause.Id,
            Status = status,
            RequestId = exchange.RequestId,
            Time = exchange.Services.Time.GetUtcNow(),
            Method = exchange.Client.Method,
            MayHaveArrived = exchange.Attempts.Exists(static attempt => attempt.BytesSent > 0),
            Accept = FieldLists.Joined(fields, KnownField.Accept),
            AcceptLanguage = FieldLists.Joined(fields, KnownField.AcceptLanguage),
            ContentType = FieldLists.Joined(fields, KnownField.ContentType),
            RetryAfter = exchange.RetryAfter,
            StatusPage = exchange.Site?.Settings.StatusPage,
            Pages = exchange.Site?.Pages,
        };
    }

    private static async ValueTask SendAsync(Exchange exchange, Verdict verdict, RenderedAnswer answer)
    {
        var client = exchange.Client;
        client.Begin(answer.Status);
        client.SetField("Content-Type", answer.ContentType);
        foreach (var (name, value) in answer.Fields)
        {
            client.SetField(name, value);
        }

        CacheStatusField.Add(exchange);
        client.SetField("Proxy-Status", ProxyStatusField.ForFailure(GatewayServices.Name, verdict, revealDetails: false));
        client.DeclareLength(answer.ContentLength);
        exchange.ResponseSource = ResponseSource.Gateway;
        if (!answer.Body.IsEmpty && await client.WriteAsync(answer.Body, last: true))
        {
            exchange.BytesOut += answer.Body.Length;
        }
    }
}
