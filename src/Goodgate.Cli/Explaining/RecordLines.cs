using System.Text.Encodings.Web;
using System.Text.Json;

namespace Goodgate.Cli.Explaining;

/// <summary>Files with a JSON object on each line: an access log, the failures of a data folder. Whatever else stands in them is passed over.</summary>
internal static class RecordLines
{
    // A longer line was not written by us: fields are bounded there.
    private const int LongestLine = 256 * 1024;

    private static readonly JsonSerializerOptions AsInLogs = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Looks for a request.</summary>
    /// <param name="path">The file.</param>
    /// <param name="id">Id of the request.</param>
    /// <param name="newest">True: the last one that has this id; false: the first.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>The request, and whether the file holds JSON lines at all.</returns>
    public static async Task<(FoundRequest? Found, bool IsJson)> FindAsync(string path, string id, bool newest, CancellationToken cancel)
    {
        // The id as it stands in JSON of one encoder or the other: a line without it need not be parsed.
        string[] wanted = [JsonSerializer.Serialize(id, AsInLogs), JsonSerializer.Serialize(id)];
        FoundRequest? last = null;
        var isJson = false;
        await foreach (var line in File.ReadLinesAsync(path, cancel))
        {
            isJson |= line.StartsWith('{');
            if (line.Length <= LongestLine && Array.Exists(wanted, one => line.Contains(one, StringComparison.Ordinal)) && Parsed(line, id) is { } found)
            {
                last = found;
                if (!newest)
                {
                    break;
                }
            }
        }

        return (last, isJson);
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
