using System.Net;
using Goodgate.Lab.Catalogue;

namespace Goodgate.Cli.Demo;

/// <summary>A client of the demo: sends the request that brings a fault out.</summary>
internal sealed class DemoVisitor(string site) : IDisposable
{
    // Larger than all buffers on the way (FaultRequest.Upload asks for it).
    private const int UploadSize = 16 * 1024 * 1024;

    // A visitor would have gone long before; bounds the demo whatever happens.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false }) { Timeout = Patience };

    /// <summary>Sends it and reads the response to its end.</summary>
    public async Task<Visit> PlayAsync(Fault fault, string requestId, CancellationToken cancel)
    {
        var before = requestId + "-before";
        switch (fault.Request)
        {
            case FaultRequest.Head:
                return await SendAsync(Request(HttpMethod.Head, fault.Name, requestId), cancel);
            case FaultRequest.TwoGets:
                await SendAsync(Request(HttpMethod.Get, fault.Name, before), cancel);
                return await SendAsync(Request(HttpMethod.Get, fault.Name, requestId), cancel);
            case FaultRequest.PostAfterGet:
                await SendAsync(Request(HttpMethod.Get, fault.Name, before), cancel);
                return await SendAsync(Request(HttpMethod.Post, fault.Name, requestId, new StringContent("order=1")), cancel);
            case FaultRequest.Upload:
                return await SendAsync(Request(HttpMethod.Post, fault.Name, requestId, new ByteArrayContent(new byte[UploadSize])), cancel);
            case FaultRequest.Upgrade:
                var upgrade = Request(HttpMethod.Get, fault.Name, requestId);
                upgrade.Headers.Add("Connection", "Upgrade");
                upgrade.Headers.Add("Upgrade", "websocket");
                return await SendAsync(upgrade, cancel);
            default:
                return await SendAsync(Request(HttpMethod.Get, fault.Name, requestId), cancel);
        }
    }

    /// <summary>Visits a page that should work.</summary>
    public async Task<bool> VisitAsync(string path, string requestId, CancellationToken cancel) =>
        await SendAsync(Request(HttpMethod.Get, path, requestId), cancel) is { Status: (int)HttpStatusCode.OK, IsCut: false };

    public void Dispose() => _http.Dispose();

    private HttpRequestMessage Request(HttpMethod method, string path, string requestId, HttpContent? content = null) =>
        new(method, $"{site}/{path}") { Content = content, Headers = { { "X-Request-ID", requestId } } };

    private async Task<Visit> SendAsync(HttpRequestMessage request, CancellationToken cancel)
    {
        HttpStatusCode? status = null;
        try
        {
            using (request)
            {
                using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
                status = response.StatusCode;
                await response.Content.CopyToAsync(Stream.Null, cancel);
                return new Visit((int)response.StatusCode, IsCut: false);
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            // A response that breaks off is what some faults are about.
            return new Visit((int?)status, IsCut: true);
        }
    }
}
