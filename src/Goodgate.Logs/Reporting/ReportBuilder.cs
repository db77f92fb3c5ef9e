using Goodgate.Logs.Judging;
using Goodgate.Logs.Lines;
using Goodgate.Logs.Reading;
using Goodgate.Logs.Running;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Logs.Reporting;

/// <summary>Collects what logs say, in order, and makes the report of it. Memory is bounded, whatever the logs' size.</summary>
/// <param name="top">Rows of each list.</param>
public sealed class ReportBuilder(int top)
{
    /// <summary>Access lines, and as many error lines, kept for joining: joined, they take about 30 MB. Beyond, they are counted by cause.</summary>
    private const int MostKept = 15_000;

    /// <summary>Lines kept to show, per code.</summary>
    private const int EvidencePerCode = 3;

    private const int MostChanges = 10_000;
    private const int MostStrings = 20_000;

    private readonly List<Failure> _failures = [];
    private readonly List<LogFact> _logs = [];
    private readonly List<ChangeRow> _changes = [];
    private readonly Dictionary<string, List<(Finding Finding, string File)>> _evidence = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _strings = new(StringComparer.Ordinal);
    private readonly Dictionary<DateTimeOffset, long> _quiet = [];
    private readonly Tally _slowScripts = new();
    private readonly Tally _pools = new();
    private readonly Overflow _overflow = new();
    private int _records;

    /// <summary>Begins a log.</summary>
    public LogIntake Begin(LogSource source) => new(this, source.Name, _logs.Count);

    /// <summary>The report.</summary>
    public LogReport Build()
    {
        var clocks = ClockJoin.Join(_failures, source => _logs[source].Name);
        Late();
        FailureJoin.Join(_failures, _quiet);
        return ReportSummary.Of(new ReportFacts(_failures, _logs, _changes, _quiet, top)
        {
            Overflow = _overflow,
            Clocks = clocks,
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
        var isKept = (seen.IsRequest ? _records : _failures.Count - _records) < MostKept;
        var failure = Failed(seen, verdict, source, finding.Line, isKept);
        if (!isKept)
        {
            _overflow.Add(failure);
            return;
        }

        _records += seen.IsRequest ? 1 : 0;
        _failures.Add(failure);
    }

    // Access lines beyond the limit are only counted: error lines of their time have none to meet, and are counted with them.
    private void Late()
    {
        if (_records < MostKept || _failures.Where(one => one.IsRecord).Max(one => one.Time) is not { } last)
        {
            return;
        }

        var late = _failures.FindAll(one => one is { IsRecord: false, IsAboutRequest: true } && one.Time > last + RequestJoin.Near).ToHashSet();
        foreach (var one in late)
        {
            _overflow.Add(one);
        }

        _failures.RemoveAll(late.Contains);
    }

    private Failure Failed(Sighting seen, LineJudgement verdict, int source, long line, bool isKept)
    {
        var isOfServer = ServerProcess.Is(seen);
        return new Failure
        {
            Cause = verdict.Cause,
            Party = verdict.Party,
            Confidence = isOfServer || verdict.Confidence != Confidence.Certain ? verdict.Confidence : Confidence.Likely,
            IsOfServer = isOfServer,
            System = seen.System,
            Time = seen.Time,
            Elapsed = seen.Elapsed,
            Servers = seen.IsRequest ? AskedServers.Count(seen.Quote) : 0,
            Status = seen.Status,
            Source = source,
            Line = line,
            IsRecord = seen.IsRequest,
            Client = isKept ? Same(seen.Client) : seen.Client,

            // What PHP-FPM says of a slow or killed request is no request of its own: the gateway's lines have those.
            Target = seen is { System: "php-fpm", IsRequest: false } ? null : isKept ? Same(seen.Target) : seen.Target,
            Host = isKept ? Same(seen.Host) : null,
            Peer = isKept ? Same(seen.Peer) : null,
            Crawler = isKept ? Crawler.Of(seen.Agent) : null,
            Exchange = seen.IsRequest ? null : seen.RequestId,
        };
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
        [.. _evidence.Values.SelectMany(rows => rows).Where(one => one.Finding.Verdict!.Cause.Id == causeId).OrderBy(one => one.Finding.Seen.Time)
            .Select(one => new EvidenceRow(one.File, one.Finding.Line, one.Finding.Seen.Time, LineVerdict.EvidenceOf(one.Finding.Seen, one.Finding.Verdict!))).DistinctBy(row => row.Text).Take(top)];

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
