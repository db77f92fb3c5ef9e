using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Goodgate.Logs.Lines;

namespace Goodgate.Logs.Judging;

/// <summary>One verdict as a line of NDJSON: <c>{"file","line","time","system","status","cause","party","confidence","evidence"}</c>.</summary>
public sealed class EachLine : IDisposable
{
    // Goes to a pipe, not into HTML; controls are escaped all the same.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly IBufferWriter<byte> _output;
    private readonly Utf8JsonWriter _json;

    /// <param name="output">Where lines go.</param>
    public EachLine(IBufferWriter<byte> output)
    {
        _output = output;
        _json = new Utf8JsonWriter(output, Options);
    }

    /// <summary>Appends the object and a line feed.</summary>
    /// <param name="file">The file as the caller gave it; <c>-</c> for standard input.</param>
    /// <param name="number">Number of the line, from 1.</param>
    /// <param name="seen">What the line says.</param>
    /// <param name="verdict">What it means.</param>
    public void Write(string file, long number, Sighting seen, LineJudgement verdict)
    {
        _json.Reset(_output);
        _json.WriteStartObject();
        _json.WriteString("file", file);
        _json.WriteNumber("line", number);
        _json.WriteString("time", Time(seen.Time));
        _json.WriteString("system", seen.System);
        if (seen.Status is { } status)
        {
            _json.WriteNumber("status", status);
        }
        else
        {
            _json.WriteNull("status");
        }

        _json.WriteString("cause", verdict.Cause.Id);
        _json.WriteString("party", verdict.Party.ToString().ToLowerInvariant());
        _json.WriteString("confidence", verdict.Confidence.ToString().ToLowerInvariant());
        _json.WriteString("evidence", LineVerdict.EvidenceOf(seen, verdict));
        _json.WriteEndObject();
        _json.Flush();
        _output.Write("\n"u8);
    }

    public void Dispose() => _json.Dispose();

    /// <summary>ISO 8601, UTC, with milliseconds where there are any.</summary>
    public static string? Time(DateTimeOffset? time) => time?.UtcDateTime.ToString(
        time.Value.Millisecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
