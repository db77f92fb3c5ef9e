using System.Globalization;
using Goodgate.Cli.Showing;
using Goodgate.Logs.Watching;

namespace Goodgate.Cli.Watching;

/// <summary>A burst in words. Texts of it are printable already.</summary>
internal static class BurstWords
{
    /// <summary><c>1,312 requests failed (2,624 lines)</c>, <c>12 lines</c>, <c>seen 3 times</c>.</summary>
    public static string Count(Burst burst) => burst switch
    {
        { Requests: > 0 } when burst.Lines > 0 && burst.Lines != burst.Requests => $"{Words.Count(burst.Requests, "request")} failed ({Words.Count(burst.Lines, "line")})",
        { Requests: > 0 } => $"{Words.Count(burst.Requests, "request")} failed",
        { IsLook: true } => burst.Lines == 1 ? "seen once" : $"seen {Words.Count(burst.Lines)} times",
        _ => Words.Count(burst.Lines, "line"),
    };

    public static string Stage(BurstStage stage) => stage switch
    {
        BurstStage.Begins => "begins",
        BurstStage.GoesOn => "goes on",
        _ => "over",
    };

    /// <summary>True when who must act, what to do and the evidence were told before.</summary>
    public static bool IsKnown(BurstNews news) => news.Stage != BurstStage.Begins && news.Burst.Times > 0;

    /// <summary>The line for a pipe: <c>TIME STAGE CAUSE ABOUT · COUNT since TIME · PARTY must act · next: STEP · WHERE: EVIDENCE</c>.</summary>
    public static string Line(BurstNews news, DateTimeOffset now)
    {
        var burst = news.Burst;
        var head = $"{Utc(now)} {Stage(news.Stage)} {burst.CauseId} {(burst.About.Length > 0 ? burst.About : "-")} · {Count(burst)} {Span(news, Utc)}";
        return IsKnown(news) ? head : $"{head} · {Words.Of(burst.Party)} must act · next: {burst.Cause.Text.FirstSteps[0]} · {burst.Where}: {burst.Evidence}";
    }

    /// <summary><c>since 09:41:07</c>, <c>from 09:41:07 to 09:42:30</c>.</summary>
    public static string Span(BurstNews news, Func<DateTimeOffset, string> clock) => news.Stage == BurstStage.Over
        ? news.Burst.First == news.Burst.Last ? $"at {clock(news.Burst.First)}" : $"from {clock(news.Burst.First)} to {clock(news.Burst.Last)}"
        : $"since {clock(news.Burst.First)}";

    public static string Utc(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>For programs.</summary>
    public static object Json(BurstNews news, DateTimeOffset now) => new
    {
        Time = Utc(now),
        Stage = Stage(news.Stage).Replace(' ', '-'),
        Cause = news.Burst.CauseId,
        About = news.Burst.About.Length > 0 ? news.Burst.About : null,
        Status = news.Burst.Status,
        Requests = news.Burst.Requests,
        Lines = news.Burst.Lines,
        First = Utc(news.Burst.First),
        Last = Utc(news.Burst.Last),
        Party = Words.Id(news.Burst.Party),
        Confidence = Words.Id(news.Burst.Confidence),
        System = news.Burst.System,
        Where = news.Burst.Where,
        Evidence = news.Burst.Evidence,
        Next = news.Burst.Cause.Text.FirstSteps[0],
    };
}
