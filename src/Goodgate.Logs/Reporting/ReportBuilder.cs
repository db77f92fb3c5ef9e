using Goodgate.Logs.Judging;
using Goodgate.Logs.Lines;
using Goodgate.Logs.Reading;
using Goodgate.Logs.Running;

namespace Goodgate.Logs.Reporting;

/// <summary>Collects what logs say, in order, and makes the report of it. Memory is bounded, whatever the logs' size.</summary>
/// <param name="top">Rows of each list.</param>
public sealed class ReportBuilder(int top)
{
    /// <summary>Failures kept for joining: joined, they take about 50 MB. Beyond, they are only counted.</summary>
    private const int MostKept = 60_000;

    /// <summary>Lines kept to show, per code.</summary>
    private const int EvidencePerCode = 3;

    private const int MostChanges = 10_000;
    private const int MostStrings = 40_000;

    private readonly List<Failure> _failures = [];
    private readonly List<LogFact> _logs = [];
    private readonly List<ChangeRow> _changes = [];
    private readonly Dictionary<string, List<(Finding Finding, string File)>> _evidence = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _strings = new(StringComparer.Ordinal);
    private readonly Dictionary<DateTimeOffset, long> _quiet = [];
    private readonly Tally _slowScripts = new();
    private readonly Tally _pools = new();
    private long _beyondRecords;
    private long _beyondOthers;

    /// <summary>Begins a log.</summary>
    public LogIntake Begin(LogSource source) => new(this, source.Name, _logs.Count);

    /// <summary>The report.</summary>
    public LogReport Build()
    {
        FailureJoin.Join(_failures);
        return ReportSummary.Of(new ReportFacts(_failures, _logs, _changes, _quiet, top)
        {
            Beyond = _beyondRecords > 0 ? _beyondRecords : _beyondOthers,
            SlowScripts = _slowScripts,
            Pools = _pools,
            EvidenceOf = EvidenceOf,
        });
    }

    internal void Add(Finding finding, string file, int source)
    {
        var seen = finding.Seen;
        if (seen.IsSlow || (seen.Script is not null && seen.Code is "php-fpm:executing-too-slow" or "php-fpm:execution-timed-out"))
        {
            _slowScripts.Add(Path.GetFileName(seen.Script!));
        }

        if (seen.Change is { } change && _changes.Count < MostChanges)
        {
            _changes.Add(new ChangeRow(seen.Time, seen.System, change, file, finding.Line, LineVerdict.QuoteOf(seen)));
        }

        if (finding.Verdict is not { } verdict)
        {
            return;
        }

        _pools.Add(seen.Pool);
        Keep(finding, file);
        if (_failures.Count >= MostKept)
        {
            // Unjoined, an error line and its access line would count twice: where there are access lines, they are what counts.
            _beyondRecords += seen.IsRequest ? 1 : 0;
            _beyondOthers += seen.IsRequest ? 0 : 1;
            return;
        }

        _failures.Add(new Failure
        {
            Cause = verdict.Cause,
            Party = verdict.Party,
            Confidence = verdict.Confidence,
            Time = seen.Time,
            Status = seen.Status,
            Source = source,
            Line = finding.Line,
            IsRecord = seen.IsRequest,
            Client = Same(seen.Client),
            Target = Same(seen.Target),
            Host = Same(seen.Host),
            Peer = Same(seen.Peer),
            Crawler = Crawler.Of(seen.Agent),
            Exchange = seen.IsRequest ? null : seen.RequestId,
        });
    }

    internal void AddQuiet(Dictionary<DateTimeOffset, long> quiet)
    {
        foreach (var (minute, count) in quiet)
        {
            _quiet[minute] = _quiet.GetValueOrDefault(minute) + count;
        }
    }

    internal void End(LogFact log) => _logs.Add(log);

    private void Keep(Finding finding, string file)
    {
        var key = finding.Seen.Code ?? $"{finding.Seen.System}?{finding.Seen.Status}";
        if (!_evidence.TryGetValue(key, out var kept))
        {
            _evidence[key] = kept = [];
        }

        if (kept.Count < EvidencePerCode)
        {
            kept.Add((finding, file));
        }
    }

    private IReadOnlyList<EvidenceRow> EvidenceOf(string causeId) =>
        [.. _evidence.Values.SelectMany(rows => rows).Where(one => one.Finding.Verdict!.Cause.Id == causeId).OrderBy(one => one.Finding.Seen.Time).Take(top)
            .Select(one => new EvidenceRow(one.File, one.Finding.Line, one.Finding.Seen.Time, LineVerdict.EvidenceOf(one.Finding.Seen, one.Finding.Verdict!)))];

    // Paths and clients repeat: one string for all.
    private string? Same(string? text)
    {
        if (text is null)
        {
            return null;
        }

        if (_strings.TryGetValue(text, out var known))
        {
            return known;
        }

        if (_strings.Count < MostStrings)
        {
            _strings[text] = text;
        }

        return text;
    }
}
