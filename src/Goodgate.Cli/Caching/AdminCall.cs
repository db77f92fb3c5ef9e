using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Goodgate.Cli.Explaining;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Cli.Caching;

/// <summary>Asks the admin port of a running gateway.</summary>
/// <param name="admin">HOST:PORT.</param>
/// <param name="known">Its token, when the settings file says it.</param>
/// <param name="session">The call of the program.</param>
internal sealed class AdminCall(string admin, string? known, Session session)
{
    // A list of 10,000 entries with long keys and tags.
    private const int MostBytes = 64 * 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Sends a request.</summary>
    /// <param name="method">GET, or POST to change something.</param>
    /// <param name="page">Path and query.</param>
    /// <returns>What it answered, or why there is none: a sentence.</returns>
    public async Task<(JsonElement? Answer, string Problem)> SendAsync(HttpMethod method, string page)
    {
        try
        {
            return await AskAsync(method, page);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or UriFormatException or TaskCanceledException && !session.Signals.Stop.IsCancellationRequested)
        {
            return (null, $"the admin port {Evidence.Printable(admin, 80)} does not answer. Is \"goodgate run\" running there? --admin names another.");
        }
        catch (JsonException)
        {
            return (null, $"{Evidence.Printable(admin, 80)} answers, but not as an admin port of goodgate with a cache does.");
        }
    }

    private async Task<(JsonElement? Answer, string Problem)> AskAsync(HttpMethod method, string page)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { Timeout = Patience, MaxResponseContentBufferSize = MostBytes };
        using var request = new HttpRequestMessage(method, new Uri($"http://{admin}{page}"));
        var set = session.Variable(RequestSearch.TokenVariable) is { Length: > 0 } typed ? typed : null;
        if ((set ?? known) is { } token)
        {
            if (token.Any(c => c is <= ' ' or > '~'))
            {
                return (null, $"{RequestSearch.TokenVariable} holds characters that no token has: blanks, line ends or others outside visible ASCII.");
            }

            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        using var response = await http.SendAsync(request, session.Signals.Stop);
        if (response.StatusCode == HttpStatusCode.Unauthorized)
        {
            return (null, set is not null ? $"the admin port {admin} does not take the token in the environment variable {RequestSearch.TokenVariable}; it wants that of admin.token in its settings."
                : known is not null ? $"the admin port {admin} does not take the token of the settings file; is it that of the gateway which runs there?"
                : $"the admin port {admin} wants a token; put it into the environment variable {RequestSearch.TokenVariable}.");
        }

        var json = JsonElement.Parse(await response.Content.ReadAsStringAsync(session.Signals.Stop));
        return json.ValueKind != JsonValueKind.Object ? throw new JsonException("no object")
            : response.StatusCode == HttpStatusCode.OK ? (json, "")
            : (null, json.TryGetProperty("error", out var error) ? Evidence.Printable(error.ToString(), 300) : $"the admin port {admin} answered {(int)response.StatusCode}");
    }
}
