using Goodgate.Logs.Lines;
using Goodgate.Logs.Times;
using Goodgate.Verdicts.Foreign;

namespace Goodgate.Logs.Systems;

/// <summary>Standard logs of Amazon CloudFront: tab-separated, columns from <c>#Fields:</c> or its default ones; also as JSON.</summary>
internal sealed class CloudFrontReader : ILineReader
{
    private const string Decides = "x-edge-detailed-result-type says no more; the origin's log at that second, or real-time logs with origin-fbl and origin-lbl";

    /// <summary>The 33 columns of the standard log, in order.</summary>
    private static readonly string[] Standard =
    [
        "date", "time", "x-edge-location", "sc-bytes", "c-ip", "cs-method", "cs(Host)", "cs-uri-stem", "sc-status", "cs(Referer)", "cs(User-Agent)", "cs-uri-query", "cs(Cookie)",
        "x-edge-result-type", "x-edge-request-id", "x-host-header", "cs-protocol", "cs-bytes", "time-taken", "x-forwarded-for", "ssl-protocol", "ssl-cipher", "x-edge-response-result-type",
        "cs-protocol-version", "fle-status", "fle-encrypted-fields", "c-port", "time-to-first-byte", "x-edge-detailed-result-type", "sc-content-type", "sc-content-len", "sc-range-start", "sc-range-end",
    ];

    public Sighting? Read(LogLine line)
    {
        if (line.Text.Count('\t') < 12)
        {
            return null;
        }

        if (W3cColumns.Read(line, '\t') is { } columns && columns.Get("sc-status") is not null && columns.Get("x-edge-result-type") is not null)
        {
            return Judged(columns.Get, line);
        }

        // A line that lost its start still ends in the default columns.
        var values = line.Text.Split('\t');
        var offset = Standard.Length - values.Length;
        return offset is >= 0 and < 8 && values[^8].Length == 0 == false && Excerpt.Status(Value(values, offset, "sc-status")) is not null && Value(values, offset, "x-edge-result-type") is not null
            ? Judged(name => Value(values, offset, name), line)
            : null;
    }

    /// <summary>The verdict of an entry, from columns or JSON.</summary>
    public static Sighting Judged(Func<string, string?> column, LogLine line)
    {
        var status = Excerpt.Number(column("sc-status"));
        var detail = column("x-edge-detailed-result-type") ?? column("x-edge-response-result-type") ?? column("x-edge-result-type");
        var seen = new Sighting
        {
            System = "cloudfront",
            Time = LogTimes.Iso($"{column("date")}T{column("time")}Z").Utc ?? LogTimes.Unix(column("timestamp(ms)") ?? column("timestamp") ?? "") ?? line.CarrierTime,
            Status = status is >= 100 ? status : null,
            IsRequest = true,
            Method = column("cs-method"),
            Target = column("cs-uri-stem"),
            Host = column("x-host-header") ?? column("cs(Host)"),
            Client = column("c-ip"),
            Agent = column("cs(User-Agent)"),
            RequestId = column("x-edge-request-id"),
            Elapsed = Excerpt.Seconds(Excerpt.Real(column("time-taken"))),
        };
        var code = detail is null ? null : ForeignCodes.Find($"cloudfront:{detail}")?.ToString();
        if (code is "cloudfront:OriginError" && status is < 500)
        {
            code = null;
        }

        return seen with { Code = code, Decides = code is null && status >= 500 ? Decides : null, Quote = code is null && status is null or < 500 ? "" : $"{status} {detail}" };
    }

    private static string? Value(string[] values, int offset, string name)
    {
        var at = Array.IndexOf(Standard, name) - offset;
        return at >= 0 && at < values.Length && values[at] is not ("-" or "") ? values[at] : null;
    }
}
