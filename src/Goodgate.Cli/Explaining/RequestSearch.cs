using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Goodgate.Gateway.Data;
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

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Looks the id up.</summary>
    public static async Task<RequestSearch> ForAsync(string id, RequestPlaces places, Session session)
    {
        if (places.AccessLog is { } log)
        {
            return await InLogAsync(id, session, log);
        }

        var asked = places.Admin is { } admin ? await AtAdminAsync(id, admin, places.Token, session) : null;
        if (asked?.Request is not null || places.Data is not { } folder)
        {
            return asked ?? new RequestSearch(null, "the settings have neither an admin port nor a data folder. Say where to look: --admin, --data or --access-log.");
        }

        var kept = await InFolderAsync(id, session.PathOf(folder), session.Signals.Stop);
        return asked is null || kept.Request is not null ? kept : kept with { Problem = $"{asked.Problem} Also, {kept.Problem}" };
    }

    private static async Task<RequestSearch> InLogAsync(string id, Session session, string log)
    {
        try
        {
            return await InLogAsync(id, session.PathOf(log), session.Signals.Stop);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new RequestSearch(null, $"{Evidence.Printable(log, 200)} {FileTrouble.Words(e, session.PathOf(log))}. Name the access log with --access-log FILE.", Unreadable: true);
        }
    }

    private static async Task<RequestSearch> AtAdminAsync(string id, string admin, string? token, Session session)
    {
        try
        {
            return await AskAsync(id, admin, token, session);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or UriFormatException or TaskCanceledException && !session.Signals.Stop.IsCancellationRequested)
        {
            return new RequestSearch(
                null,
                $"the admin port {Evidence.Printable(admin, 80)} does not answer. Is \"goodgate run\" running there? --admin names another, --data reads what one has kept, --access-log searches a file.",
                Unreadable: true);
        }
        catch (JsonException)
        {
            return new RequestSearch(null, $"{Evidence.Printable(admin, 80)} answers, but not as an admin port of goodgate does.", Unreadable: true);
        }
    }

    private static async Task<RequestSearch> AskAsync(string id, string admin, string? known, Session session)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { Timeout = Patience, MaxResponseContentBufferSize = MostBytes };
        if ((session.Variable(TokenVariable) is { Length: > 0 } set ? set : known) is { } token)
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
        var (found, isJson) = await RecordLines.FindAsync(path, id, newest: false, cancel);
        return found is not null ? new RequestSearch(found)
            : isJson ? new RequestSearch(null, $"{path} does not mention it.")
            : new RequestSearch(null, $"{path} holds no lines of JSON. The access log must have the format json for this.");
    }

    private static async Task<RequestSearch> InFolderAsync(string id, string folder, CancellationToken cancel)
    {
        if (!Directory.Exists(folder))
        {
            return new RequestSearch(null, $"the data folder {folder} {(File.Exists(folder) ? "is a file" : "does not exist")}.", Unreadable: true);
        }

        try
        {
            foreach (var file in FailureFiles.In(folder))
            {
                if ((await RecordLines.FindAsync(file, id, newest: true, cancel)).Found is { } found)
                {
                    return new RequestSearch(found);
                }
            }
        }
        catch (FileNotFoundException)
        {
            // A gateway at work has just made the current file the older one: what was there a moment ago did not have it, or the next call finds it.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new RequestSearch(null, $"the data folder {folder} cannot be read: {(e is UnauthorizedAccessException ? "this user may not" : FileTrouble.Reason(e))}. Ask as the user that runs the gateway.", Unreadable: true);
        }

        return new RequestSearch(null, $"the data folder {folder} does not mention it; it keeps the last failures only.");
    }
}
