using System.Text.Json;
using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Observing.Lines;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Gateway.Observing.Access;

/// <summary>One JSON object a line (docs/access-log.md). ASCII only, whatever bytes a client sent; keys without a value are left out.</summary>
public sealed class JsonFormat : IAccessFormat
{
    [ThreadStatic]
    private static SecondText? second;

    public void Write(AccessRecord record, LineBuffer lines)
    {
        var json = new JsonLine(lines);
        WriteTime(ref json, record.Time);
        WriteRequest(ref json, record);
        WriteResponse(ref json, record);
        if (record.Verdict is { } verdict)
        {
            WriteVerdict(ref json, verdict);
        }

        json.Text(",\"not_retried\":"u8, record.NotRetried);
        WriteAttempts(ref json, record.Attempts);
        json.End();
    }

    private static void WriteTime(ref JsonLine json, DateTimeOffset time)
    {
        var millisecond = time.Millisecond;
        json.Raw("{\"time\":\""u8);
        json.Raw((second ??= new SecondText("yyyy-MM-dd'T'HH:mm:ss'.'")).Of(time));
        json.Raw([(byte)('0' + (millisecond / 100)), (byte)('0' + (millisecond / 10 % 10)), (byte)('0' + (millisecond % 10)), (byte)'Z', (byte)'"']);
    }

    private static void WriteRequest(ref JsonLine json, AccessRecord record)
    {
        json.Text(",\"request_id\":"u8, record.RequestId);
        if (record.TraceParent is { Length: 55 } trace)
        {
            // version "-" trace-id "-" parent-id "-" flags (W3C Trace Context §3.2).
            json.Text(",\"trace_id\":"u8, trace.AsSpan(3, 32));
        }

        json.Address(",\"client\":"u8, record.Client);
        json.Address(",\"peer\":"u8, record.Peer);
        json.Text(",\"method\":"u8, record.Method);
        json.Text(",\"host\":"u8, record.Host);
        json.Text(",\"target\":"u8, record.Target);
        json.Text(",\"protocol\":"u8, record.Protocol);
        json.Raw(record.IsHttps ? ",\"scheme\":\"https\""u8 : ",\"scheme\":\"http\""u8);
        json.Text(",\"user_agent\":"u8, record.UserAgent);
        json.Text(",\"referer\":"u8, record.Referer);
    }

    private static void WriteResponse(ref JsonLine json, AccessRecord record)
    {
        json.Number(",\"status\":"u8, record.Status);
        json.Raw(record.Source switch
        {
            ResponseSource.Upstream => ",\"source\":\"upstream\""u8,
            ResponseSource.File => ",\"source\":\"file\""u8,
            ResponseSource.Cache => ",\"source\":\"cache\""u8,
            _ => ",\"source\":\"gateway\""u8,
        });
        json.Milliseconds(",\"duration_ms\":"u8, record.Duration);
        json.Number(",\"bytes_in\":"u8, record.BytesIn);
        json.Number(",\"bytes_out\":"u8, record.BytesOut);
        json.Text(",\"site\":"u8, record.Site);
        json.Text(",\"route\":"u8, record.Route);
        json.Text(",\"upstream\":"u8, record.Upstream);
        json.Text(",\"refused\":"u8, record.Refusal);
        json.Text(",\"cache\":"u8, record.Cache);
    }

    private static void WriteVerdict(ref JsonLine json, Verdict verdict)
    {
        json.Text(",\"cause\":"u8, verdict.Cause.Id);
        json.Text(",\"party\":"u8, Word(verdict.Party));
        json.Text(",\"confidence\":"u8, Word(verdict.Confidence));
        json.Text(",\"summary\":"u8, verdict.Summary);
    }

    private static void WriteAttempts(ref JsonLine json, IReadOnlyList<AttemptRecord> attempts)
    {
        for (var i = 0; i < attempts.Count; i++)
        {
            json.Raw(i == 0 ? ",\"attempts\":[{"u8 : ",{"u8);
            WriteAttempt(ref json, attempts[i]);
            json.Raw(i == attempts.Count - 1 ? "}]"u8 : "}"u8);
        }
    }

    private static void WriteAttempt(ref JsonLine json, AttemptRecord attempt)
    {
        json.Text("\"server\":"u8, attempt.Server.Address.Url);
        json.Text(",\"peer\":"u8, attempt.Peer);
        json.Raw(attempt.Reused ? ",\"reused\":true"u8 : ",\"reused\":false"u8);
        if (attempt.Status > 0)
        {
            json.Number(",\"status\":"u8, attempt.Status);
        }

        var times = attempt.Times;
        Happened(ref json, ",\"resolve_ms\":"u8, times?.Resolve ?? default);
        Happened(ref json, ",\"connect_ms\":"u8, times?.Connect ?? default);
        Happened(ref json, ",\"tls_ms\":"u8, times?.Tls ?? default);
        Happened(ref json, ",\"first_byte_ms\":"u8, attempt.FirstByte);
        json.Milliseconds(",\"duration_ms\":"u8, attempt.Duration);
        json.Number(",\"bytes_sent\":"u8, attempt.BytesSent);
        json.Number(",\"bytes_received\":"u8, attempt.BytesReceived);
        if (attempt.Failure is { } failure)
        {
            json.Text(",\"phase\":"u8, failure.Phase is { } phase ? Word(phase) : null);
            json.Text(",\"failure\":"u8, failure.Happening is { } what ? Word(what) : null);
            json.Text(",\"cause\":"u8, attempt.Cause);
        }
    }

    private static void Happened(ref JsonLine json, ReadOnlySpan<byte> name, TimeSpan time)
    {
        if (time > TimeSpan.Zero)
        {
            json.Milliseconds(name, time);
        }
    }

    // Only of failures: the text may be made anew.
    private static string Word(Enum value) => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
