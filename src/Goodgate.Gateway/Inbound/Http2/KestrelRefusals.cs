using System.Diagnostics;
using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Observing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Goodgate.Gateway.Inbound.Http2;

/// <summary>
/// Hears of requests that Kestrel refuses by itself (400, 405, 408, 413, 414, 431): they never become an exchange, and get a record and a counter
/// all the same. Their answers stay without words: fields that are set here are taken off again before Kestrel sends them.
/// </summary>
/// <param name="outlets">Where the records go.</param>
/// <param name="time">Clock.</param>
internal sealed class KestrelRefusals(Outlets outlets, TimeProvider time) : IObserver<KeyValuePair<string, object?>>
{
    // https://learn.microsoft.com/aspnet/core/fundamentals/servers/kestrel/diagnostics: the payload is the request's feature collection.
    private const string BadRequest = "Microsoft.AspNetCore.Server.Kestrel.BadRequest";

    /// <summary>Starts to listen; no other event is made for us.</summary>
    public IDisposable Listen(DiagnosticListener source) => source.Subscribe(this, static name => name == BadRequest);

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Key != BadRequest || value.Value is not IFeatureCollection features)
        {
            return;
        }

        try
        {
            Write(features);
        }
        catch (Exception)
        {
            // An exception here would reach Kestrel's connection loop; the refusal itself has been made.
        }
    }

    public void OnError(Exception error)
    {
    }

    public void OnCompleted()
    {
    }

    private void Write(IFeatureCollection features)
    {
        // A body that proves malformed after our answer: the exchange has its record.
        if (features.Get<IBadRequestExceptionFeature>()?.Error is not BadHttpRequestException error || features.Get<IHttpResponseFeature>() is { HasStarted: true })
        {
            return;
        }

        var request = features.Get<IHttpRequestFeature>();
        var connection = features.Get<IHttpConnectionFeature>();
        outlets.RefusedBelow(new AccessRecord
        {
            Time = time.GetUtcNow(),
            Duration = TimeSpan.Zero,
            RequestId = Guid.NewGuid().ToString("n"),
            Client = connection?.RemoteIpAddress,
            Method = Bounded.Cut(request?.Method ?? "", Bounded.Method),
            Host = Bounded.Cut(request?.Headers.Host.ToString() ?? "", Bounded.Host),
            Target = Bounded.Cut(request?.RawTarget ?? "", Bounded.Target),
            Protocol = request?.Protocol ?? "",
            IsHttps = request?.Scheme == "https",
            Status = error.StatusCode,
            Source = ResponseSource.Gateway,
            Refusal = Reason(error.StatusCode),
        });
    }

    // Kestrel's own reason is not public; the status tells them apart well enough, and is bounded.
    private static string Reason(int status) => status switch
    {
        400 => "malformed-request",
        405 => "method-not-allowed",
        408 => "request-timeout",
        411 => "length-required",
        413 => "body-too-large",
        414 => "target-too-long",
        431 => "head-too-large",
        505 => "version-not-supported",
        _ => "refused-by-parser",
    };
}
