using System.Text.Json.Serialization;
using Goodgate.Logs.Judging;
using Goodgate.Verdicts.Catalogue;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Logs.Watching;

/// <summary>Failures of one cause at one server or pool that follow each other closely: told as one.</summary>
public sealed class Burst
{
    public string CauseId { get; set; } = CauseIds.Undetermined;

    /// <summary>The server, pool or host it is about; empty when nothing names one, or there are too many. Printable.</summary>
    public string About { get; set; } = "";

    public Party Party { get; set; }

    public Confidence Confidence { get; set; }

    /// <summary>Who wrote the surest line: <c>nginx</c>.</summary>
    public string System { get; set; } = "";

    /// <summary>Status of it; null when it does not tell.</summary>
    public int? Status { get; set; }

    /// <summary>Lines of error logs, or looks at a pool or status page.</summary>
    public long Lines { get; set; }

    /// <summary>True when its lines are looks at a pool or a status page.</summary>
    public bool IsLook { get; set; }

    /// <summary>Requests that an access log says failed by it.</summary>
    public long Requests { get; set; }

    /// <summary>Time of the first one, UTC.</summary>
    public DateTimeOffset First { get; set; }

    /// <summary>Time of the last one, UTC.</summary>
    public DateTimeOffset Last { get; set; }

    /// <summary>Where it stands: <c>error.log:17</c>. Printable.</summary>
    public string Where { get; set; } = "";

    /// <summary>The decisive words of it. Printable, secrets withheld.</summary>
    public string Evidence { get; set; } = "";

    /// <summary>What was counted when it was told of last; 0 when it was not told yet.</summary>
    public long Told { get; set; }

    /// <summary>When it was told of last, by the steady clock; null when an earlier run did.</summary>
    [JsonIgnore]
    internal TimeSpan? ToldAt { get; set; }

    /// <summary>When its last line came, by the steady clock: its times may be those of another zone, or of lines that were held back; null when an earlier run saw it.</summary>
    [JsonIgnore]
    internal TimeSpan? Came { get; set; }

    /// <summary>True when all its lines waited when watching began: when it was over, its lines tell.</summary>
    [JsonIgnore]
    internal bool IsOld { get; set; } = true;

    /// <summary>How often it was told of.</summary>
    public int Times { get; set; }

    [JsonIgnore]
    public Cause Cause => Causes.Get(CauseId);

    /// <summary>All that was counted.</summary>
    [JsonIgnore]
    public long Count => Lines + Requests;

    internal static Burst Of(WatchFinding finding, string about, DateTimeOffset time) => new()
    {
        CauseId = finding.Verdict.Cause.Id,
        About = about,
        Party = finding.Verdict.Party,
        Confidence = finding.Verdict.Confidence,
        System = finding.Seen.System,
        Status = finding.Seen.Status,
        IsLook = finding.Look is not null,
        First = time,
        Last = time,
        Where = Verdicts.Judging.Evidence.Printable(finding.Where, 200),
        Evidence = LineVerdict.EvidenceOf(finding.Seen, finding.Verdict),
    };

    /// <summary>How far a time is from its times; zero within them.</summary>
    internal TimeSpan Gap(DateTimeOffset time) => time > Last ? time - Last : time < First ? First - time : TimeSpan.Zero;

    internal void Add(WatchFinding finding, DateTimeOffset time)
    {
        if (finding.Seen.IsRequest)
        {
            Requests++;
        }
        else
        {
            Lines++;
        }

        First = time < First ? time : First;
        Last = time > Last ? time : Last;
        if (finding.Verdict.Confidence < Confidence)
        {
            // A line that is surer tells more.
            (Confidence, Party, System, Status) = (finding.Verdict.Confidence, finding.Verdict.Party, finding.Seen.System, finding.Seen.Status ?? Status);
            (Where, Evidence) = (Verdicts.Judging.Evidence.Printable(finding.Where, 200), LineVerdict.EvidenceOf(finding.Seen, finding.Verdict));
        }
    }
}
