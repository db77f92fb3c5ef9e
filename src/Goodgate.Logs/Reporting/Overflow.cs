using Goodgate.Verdicts.Catalogue;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Logs.Reporting;

/// <summary>Failures beyond those kept for joining: counted by cause and minute, so that no size of log makes the verdict wrong. Small: causes are few.</summary>
internal sealed class Overflow
{
    private readonly Dictionary<(Cause Cause, Party Party, Confidence Confidence, Kind Kind), OverflowRow> _rows = [];
    private readonly Dictionary<DateTimeOffset, long> _records = [];
    private readonly Dictionary<DateTimeOffset, long> _errors = [];

    private enum Kind
    {
        Record,
        Error,
        Sign,
    }

    /// <summary>Failures counted here.</summary>
    public long Count => _rows.Values.Sum(row => row.Count);

    public void Add(Failure one)
    {
        var kind = one.IsRecord ? Kind.Record : one.IsAboutRequest ? Kind.Error : Kind.Sign;
        var key = (one.Cause, one.Party, one.Confidence, kind);
        if (!_rows.TryGetValue(key, out var row))
        {
            _rows[key] = row = new OverflowRow(one.Cause, one.Party, one.Confidence) { IsSign = kind == Kind.Sign };
        }

        row.Add(one.Time);
        if (kind != Kind.Sign && one.Cause.Id != CauseIds.ClientAborted && one.Time is { } time)
        {
            var minute = Running.QuietMinutes.Minute(time);
            var minutes = kind == Kind.Record ? _records : _errors;
            minutes[minute] = minutes.GetValueOrDefault(minute) + 1;
        }
    }

    /// <summary>Failed requests by minute: access lines where there are any, for an error line and its access line are one request.</summary>
    public IReadOnlyDictionary<DateTimeOffset, long> Minutes(bool hasRecords) => hasRecords ? _records : _errors;

    /// <summary>The rows to be counted.</summary>
    /// <param name="hasRecords">Access lines of failed requests were read, here or before: they are the requests, and error lines only say why.</param>
    public IReadOnlyList<OverflowRow> Rows(bool hasRecords)
    {
        var errors = Of(Kind.Error);
        if (!hasRecords)
        {
            return [.. errors, .. Of(Kind.Sign)];
        }

        var records = Of(Kind.Record).Select(row => row.With(row.Count, row.Confidence)).ToList();
        return [.. records, .. Told(records, errors), .. Of(Kind.Sign)];
    }

    private List<OverflowRow> Of(Kind kind) => [.. _rows.Where(one => one.Key.Kind == kind).Select(one => one.Value)];

    // Access lines that do not know their cause have that of the error lines, in their proportion; which is whose is not known.
    private static List<OverflowRow> Told(List<OverflowRow> records, List<OverflowRow> errors)
    {
        var said = errors.Sum(row => row.Count);
        var told = new List<OverflowRow>();
        foreach (var open in records.Where(row => row.Cause.Id == CauseIds.Undetermined && said > 0))
        {
            var moved = Math.Min(open.Count, said);
            var before = 0L;
            var sum = 0L;
            foreach (var error in errors)
            {
                sum += error.Count;
                var upTo = (long)((decimal)moved * sum / said);
                told.Add(error.With(upTo - before, error.Confidence == Confidence.Certain ? Confidence.Likely : error.Confidence));
                before = upTo;
            }

            open.Take(moved);
            break;
        }

        records.RemoveAll(row => row.Count == 0);
        return told;
    }
}
