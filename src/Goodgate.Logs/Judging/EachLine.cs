using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Goodgate.Logs.Lines;

namespace Goodgate.Logs.Judging;

/// <summary>One verdict as a line of NDJSON: <c>{"file","line","time","system","status","cause","party","confidence","evidence"}</c>.</summary>
public static class EachLine
{
    // Goes to a pipe, not into HTML; controls are escaped all the same.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Appends the object and a line feed.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="file">The file as the caller gave it; <c>-</c> for standard input.</param>
    /// <param name="number">Number of the line, from 1.</param>
    /// <param name="seen">What the line says.</param>
    /// <param name="verdict">What it means.</param>
    public static void Write(IBufferWriter<byte> output, string file, long number, Sighting seen, LineJudgement verdict)
    {
        using (var json = new Utf8JsonWriter(output, Options))
        {
            json.WriteStartObject();
            json.WriteString("file", file);
            json.WriteNumber("line", number);
            json.WriteString("time", Time(seen.Time));
            json.WriteString("system", seen.System);
            if (seen.Status is { } status)
            {
                json.WriteNumber("status", status);
            }
            else
            {
                json.WriteNull("status");
            }

            json.WriteString("cause", verdict.Cause.Id);
            json.WriteString("party", verdict.Party.ToString().ToLowerInvariant());
            json.WriteString("confidence", verdict.Confidence.ToString().ToLowerInvariant());
            json.WriteString("evidence", LineVerdict.EvidenceOf(seen, verdict));
            json.WriteEndObject();
        }

        output.Write("\n"u8);
    }

    /// <summary>ISO 8601, UTC, with milliseconds where there are any.</summary>
    public static string? Time(DateTimeOffset? time) => time?.UtcDateTime.ToString(
        time.Value.Millisecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
