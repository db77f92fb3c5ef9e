using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Goodgate.Gateway.Admin;

/// <summary>What an admin page answers.</summary>
public sealed record AdminAnswer(int Status, string ContentType, ReadOnlyMemory<byte> Body)
{
    // Indented, and quotes as they are: people read it with curl. It is never HTML (nosniff), and control characters are escaped all the same.
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>When to ask again, in whole seconds; null = nothing is said.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Plain text; a line feed is added.</summary>
    public static AdminAnswer Text(int status, string text) => new(status, "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(text + "\n"));

    /// <summary>One JSON object.</summary>
    /// <param name="status">Status code.</param>
    /// <param name="write">Writes its members.</param>
    public static AdminAnswer Json(int status, Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        buffer.WriteByte((byte)'\n');
        return new AdminAnswer(status, "application/json; charset=utf-8", buffer.ToArray());
    }

    /// <summary>Says what is wrong with a request, and what was expected.</summary>
    public static AdminAnswer Wrong(int status, string error) => Json(status, json => json.WriteString("error", error));
}
