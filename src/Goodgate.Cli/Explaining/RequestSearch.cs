using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Cli.Explaining;

/// <summary>What a search for a request id came to.</summary>
/// <param name="Request">The request; null when it was not found.</param>
/// <param name="Problem">Why not, a sentence.</param>
/// <param name="Unreadable">True when the place itself could not be read.</param>
internal sealed record RequestSearch(FoundRequest? Request, string Problem = "", bool Unreadable = false)
{
    /// <summary>Environment variable with the admin port's token.</summary>
    public const string TokenVariable = "GOODGATE_ADMIN_TOKEN";

    // One verdict is at most some 20 KB; more is not an admin port of ours.
    private const int MostBytes = 1024 * 1024;

    // A longer line was not written by us: fields are bounded there.
    private const int LongestLine = 256 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Looks the id up.</summary>
    public static async Task<RequestSearch> ForAsync(string id, RequestPlaces places, Session session)
    {
        try
        {
            return places.AccessLog is { } log
                ? await InLogAsync(id, session.PathOf(log), session.Signals.Stop)
                : await AtAdminAsync(id, places.Admin, session);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new RequestSearch(null, $"{places.AccessLog} cannot be read: {e.Message}", Unreadable: true);
        }
        catch (Exception e) when (e is HttpRequestException or UriFormatException or TaskCanceledException && !session.Signals.Stop.IsCancellationRequested)
        {
            return new RequestSearch(
                null, $"the admin port {Evidence.Printable(places.Admin, 80)} does not answer. Is \"goodgate run\" running there? --admin names another, --access-log searches a file.", Unreadable: true);
        }
        catch (JsonException)
        {
            return new RequestSearch(null, $"{Evidence.Printable(places.Admin, 80)} answers, but not as an admin port of goodgate does.", Unreadable: true);
        }
    }

    private static async Task<RequestSearch> AtAdminAsync(string id, string admin, Session session)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { Timeout = Patience, MaxResponseContentBufferSize = MostBytes };
        if (session.Variable(TokenVariable) is { Length: > 0 } token)
        {
            if (token.Any(c => c is <= ' ' or > '~'))
            {
                return new RequestSearch(null, $"{TokenVariable} holds characters that no token has: blanks, line ends or others outside visible ASCII.", Unreadable: true);
            }

            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        using var response = await http.GetAsync(new Uri($"http://{admin}/api/verdicts?request_id={Uri.EscapeDataString(id)}"), session.Signals.Stop);
        if (response.StatusCode == HttpStatusCode.Unauthorized)
        {
            return new RequestSearch(null, $"the admin port {admin} wants a token; put it into the environment variable {TokenVariable}.", Unreadable: true);
        }

        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync(session.Signals.Stop));
        return First(json.RootElement) is { } found
            ? new RequestSearch(FoundRequest.Of(found))
            : new RequestSearch(null, $"the admin port {admin} does not remember it; it keeps the last failures only. An access log has more: --access-log FILE.");
    }

    // {"verdicts": [ … ]}, or the list alone.
    private static JsonElement? First(JsonElement root)
    {
        var list = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("verdicts", out var inside) ? inside : root;
        return list.ValueKind == JsonValueKind.Array && list.GetArrayLength() > 0 && list[0].ValueKind == JsonValueKind.Object ? list[0] : null;
    }

    private static async Task<RequestSearch> InLogAsync(string id, string path, CancellationToken cancel)
    {
        // The id as it stands in JSON: a line without it need not be parsed.
        var wanted = JsonSerializer.Serialize(id);
        var isJson = false;
        await foreach (var line in File.ReadLinesAsync(path, cancel))
        {
            isJson |= line.StartsWith('{');
            if (line.Length <= LongestLine && line.Contains(wanted, StringComparison.Ordinal) && Parsed(line, id) is { } found)
            {
                return new RequestSearch(found);
            }
        }

        return new RequestSearch(null, isJson
            ? $"{path} does not mention it."
            : $"{path} holds no lines of JSON. The access log must have the format json for this.");
    }

    private static FoundRequest? Parsed(string line, string id)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            return root.ValueKind == JsonValueKind.Object && root.TryGetProperty("request_id", out var known) && known.ValueKind == JsonValueKind.String && known.GetString() == id
                ? FoundRequest.Of(root)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
