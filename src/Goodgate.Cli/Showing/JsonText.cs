using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Goodgate.Cli.Showing;

/// <summary>JSON for programs: snake_case, indented, absent values left out.</summary>
internal static class JsonText
{
    // Relaxed: apostrophes and plus signs stay readable. It goes to a pipe, not into HTML, and controls are escaped all the same.
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    private static readonly JsonSerializerOptions OneLine = new(Options) { WriteIndented = false };

    public static string Of(object value) => JsonSerializer.Serialize(value, Options);

    /// <summary>The same on one line, for output that goes on: a document a line.</summary>
    public static string LineOf(object value) => JsonSerializer.Serialize(value, OneLine);
}
