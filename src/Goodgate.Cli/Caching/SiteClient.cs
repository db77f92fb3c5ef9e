using System.Net;
using System.Net.Sockets;

namespace Goodgate.Cli.Caching;

/// <summary>Asks a site for pages as a visitor does. Bounded in time and size; redirects are not followed.</summary>
internal sealed class SiteClient : IDisposable
{
    // A page; what is larger is read no further.
    private const int MostBytes = 64 * 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly HttpClient _http;

    /// <param name="connect">Where to connect in place of the address's host, as curl's <c>--connect-to</c>; null = where the address says.</param>
    public SiteClient(DnsEndPoint? connect)
    {
        var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false, AutomaticDecompression = DecompressionMethods.None };
        if (connect is not null)
        {
            handler.ConnectCallback = async (_, cancel) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                try
                {
                    await socket.ConnectAsync(connect, cancel);
                    return new NetworkStream(socket, ownsSocket: true);
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            };
        }

        _http = new HttpClient(handler) { Timeout = Patience, MaxResponseContentBufferSize = MostBytes };
        _http.DefaultRequestHeaders.TryAddWithoutValidation("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
        _http.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", "goodgate (cache warm-up)");
    }

    /// <summary>Asks for one address.</summary>
    /// <param name="address">The address, http or https.</param>
    /// <param name="fields">Further fields of the request.</param>
    /// <param name="isCompressed">Ask for it as browsers do: a compressed page is a variant of its own.</param>
    /// <param name="cancel">Ends the wait.</param>
    /// <returns>The answer, or why there is none: a clause.</returns>
    public async Task<(SiteAnswer? Answer, string Problem)> AskAsync(Uri address, IEnumerable<(string Name, string Value)> fields, bool isCompressed, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (isCompressed)
        {
            // As Chrome, Edge and Firefox do.
            request.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip, deflate, br, zstd");
        }

        foreach (var (name, value) in fields)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        try
        {
            using var response = await _http.SendAsync(request, cancel);
            var content = await response.Content.ReadAsByteArrayAsync(cancel);
            var all = response.Headers.Concat(response.Content.Headers).SelectMany(field => field.Value.Select(value => (field.Key, value)));
            return (new SiteAnswer((int)response.StatusCode, [.. all], content), "");
        }
        catch (TaskCanceledException) when (!cancel.IsCancellationRequested)
        {
            return (null, $"no whole answer within {Patience.TotalSeconds:0} s");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return (null, SiteTrouble.Words(e, address));
        }
    }

    public void Dispose() => _http.Dispose();
}

/// <summary>What a site answered.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Fields">Its fields, in order.</param>
/// <param name="Content">Its content, as sent.</param>
internal sealed record SiteAnswer(int Status, IReadOnlyList<(string Name, string Value)> Fields, byte[] Content)
{
    /// <summary>The values of a field, joined; null when it is not there.</summary>
    public string? Field(string name) => Fields.Where(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(field => field.Value).ToArray() is { Length: > 0 } values ? string.Join(", ", values) : null;

    /// <summary>What each cache on the way did.</summary>
    public IReadOnlyList<CacheStatusText> CacheStatus => Field("Cache-Status") is { } text ? CacheStatusText.Read(text) : [];
}
