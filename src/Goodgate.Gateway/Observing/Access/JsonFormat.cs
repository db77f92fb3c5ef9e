using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Observing.Lines;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Gateway.Observing.Access;

/// <summary>One JSON object a line (docs/access-log.md). ASCII only, whatever bytes a client sent; keys without a value are left out.</summary>
public sealed class JsonFormat : IAccessFormat, IDisposable
{
    // Relaxed: & + < > ' stay readable. A log line is no HTML; everything outside printable ASCII is escaped by AsciiJson.
    private readonly Utf8JsonWriter _json = new(Stream.Null, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });

    public void Write(AccessRecord record, LineBuffer lines)
    {
        _json.Reset(lines);
        _json.WriteStartObject();
        WriteRequest(record);
        WriteResponse(record);
        if (record.Verdict is { } verdict)
        {
            WriteVerdict(verdict);
        }

        Text("not_retried", record.NotRetried);
        WriteAttempts(record);
        _json.WriteEndObject();
        _json.Flush();
        lines.GetSpan(1)[0] = (byte)'\n';
        lines.Advance(1);
    }

    public void Dispose() => _json.Dispose();

    private void WriteRequest(AccessRecord record)
    {
        Span<char> time = stackalloc char[32];
        record.Time.UtcDateTime.TryFormat(time, out var length, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        _json.WriteString("time", time[..length]);
        Text("request_id", record.RequestId);
        if (record.TraceParent is { Length: 55 } trace)
        {
            // version "-" trace-id "-" parent-id "-" flags (W3C Trace Context §3.2).
            _json.WriteString("trace_id", trace.AsSpan(3, 32));
        }

        Text("client", PeerText.Of(record.Client));
        Text("peer", PeerText.Of(record.Peer));
        Text("method", record.Method);
        Text("host", record.Host);
        Text("target", record.Target);
        Text("protocol", record.Protocol);
        _json.WriteString("scheme", record.IsHttps ? "https" : "http");
        Text("user_agent", record.UserAgent);
        Text("referer", record.Referer);
    }

    private void WriteResponse(AccessRecord record)
    {
        _json.WriteNumber("status", record.Status);
        _json.WriteString("source", record.Source == ResponseSource.Upstream ? "upstream" : "gateway");
        Milliseconds("duration_ms", record.Duration);
        _json.WriteNumber("bytes_in", record.BytesIn);
        _json.WriteNumber("bytes_out", record.BytesOut);
        Text("site", record.Site);
        Text("route", record.Route);
        Text("upstream", record.Upstream);
        Text("refused", record.Refusal);
    }

    private void WriteVerdict(Verdict verdict)
    {
        Text("cause", verdict.Cause.Id);
        Text("party", JsonNamingPolicy.KebabCaseLower.ConvertName(verdict.Party.ToString()));
        Text("confidence", JsonNamingPolicy.KebabCaseLower.ConvertName(verdict.Confidence.ToString()));
        Text("summary", verdict.Summary);
    }

    private void WriteAttempts(AccessRecord record)
    {
        if (record.Attempts.Count == 0)
        {
            return;
        }

        _json.WriteStartArray("attempts");
        foreach (var attempt in record.Attempts)
        {
            WriteAttempt(attempt);
        }

        _json.WriteEndArray();
    }

    private void WriteAttempt(AttemptRecord attempt)
    {
        _json.WriteStartObject();
        Text("server", attempt.Server.Address.Url);
        Text("peer", attempt.Peer);
        _json.WriteBoolean("reused", attempt.Reused);
        if (attempt.Status > 0)
        {
            _json.WriteNumber("status", attempt.Status);
        }

        Happened("resolve_ms", attempt.Times.Resolve);
        Happened("connect_ms", attempt.Times.Connect);
        Happened("tls_ms", attempt.Times.Tls);
        Happened("first_byte_ms", attempt.Times.FirstByte);
        Milliseconds("duration_ms", attempt.Duration);
        _json.WriteNumber("bytes_sent", attempt.BytesSent);
        _json.WriteNumber("bytes_received", attempt.BytesReceived);
        if (attempt.Failure is { } failure)
        {
            Text("phase", failure.Phase is { } phase ? JsonNamingPolicy.KebabCaseLower.ConvertName(phase.ToString()) : null);
            Text("failure", failure.Happening is { } what ? JsonNamingPolicy.KebabCaseLower.ConvertName(what.ToString()) : null);
            Text("cause", attempt.Cause);
        }

        _json.WriteEndObject();
    }

    private void Happened(string name, TimeSpan time)
    {
        if (time > TimeSpan.Zero)
        {
            Milliseconds(name, time);
        }
    }

    // Microseconds are what a clock here can tell; the digits after them are noise.
    private void Milliseconds(string name, TimeSpan time) => _json.WriteNumber(name, Math.Round(time.TotalMilliseconds, 3));

    private void Text(string name, string? value)
    {
        if (value is null)
        {
            return;
        }

        if (AsciiJson.IsPlain(value))
        {
            _json.WriteString(name, value);
            return;
        }

        _json.WritePropertyName(name);
        _json.WriteRawValue(AsciiJson.Quoted(value), skipInputValidation: true);
    }
}
