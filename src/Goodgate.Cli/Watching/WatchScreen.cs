using System.Globalization;
using Goodgate.Cli.Showing;
using Goodgate.Logs.Following;
using Goodgate.Logs.Reading;
using Goodgate.Logs.Watching;
using Spectre.Console;

namespace Goodgate.Cli.Watching;

/// <summary>Tells of bursts: a few lines each for a person, with a line at the bottom that shows that it lives; a line each for a pipe; NDJSON for programs.</summary>
internal sealed class WatchScreen(bool json, Session session)
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    private TimeSpan? _drawn;
    private bool _isVisible;
    private bool _isFull;

    private Screen Out => session.Out;

    /// <summary>Says something that is no burst, on standard error.</summary>
    public void Note(string text)
    {
        Clear();
        session.Error.Note(text);
    }

    /// <summary>Warns, on standard error.</summary>
    public void Warn(string text)
    {
        Clear();
        session.Error.Warning(text);
    }

    /// <summary>Tells of a burst. A full disk behind standard output ends no watch: counts, metrics and what is kept go on.</summary>
    public void Tell(BurstNews news, DateTimeOffset now)
    {
        try
        {
            Write(news, now);
            _isFull = false;
        }
        catch (IOException e)
        {
            if (!_isFull)
            {
                Warn($"standard output cannot be written: {ReadTrouble.Words(e, isWriting: true)}; what is found is counted, and told again when it can be written");
            }

            _isFull = true;
        }
    }

    /// <summary>Draws the line at the bottom anew, once a second.</summary>
    public void Status(LogWatch watch, int probes, int open, Moment now)
    {
        if (json || !Out.IsTerminal || now.Steady - _drawn < Step)
        {
            return;
        }

        (_drawn, _isVisible) = (now.Steady, true);
        var (all, there) = watch.Logs;
        string?[] parts =
        [
            all == 0 ? null : $"{(there == all ? "" : $"{there} of ")}{Words.Count(all, "log")} followed, {Words.Count(watch.Counts.Lines, "line")} read",
            probes == 0 ? null : $"{probes} looked at",
            open == 0 ? "nothing is failing" : $"{Words.Count(open)} failing",
            "Ctrl-C ends",
        ];
        var text = $"{Clock(now.Wall)}  {string.Join(" · ", parts.OfType<string>())}";
        Out.Writer.Write($"\r\u001b[K{Prose.Cut(text, Math.Max(20, Out.Ansi.Profile.Width - 1))}");
        Out.Writer.Flush();
    }

    /// <summary>Takes the line away.</summary>
    public void Clear()
    {
        if (_isVisible)
        {
            Out.Writer.Write("\r\u001b[K");
            Out.Writer.Flush();
            (_isVisible, _drawn) = (false, null);
        }
    }

    private void Write(BurstNews news, DateTimeOffset now)
    {
        if (json)
        {
            Out.Line(JsonText.LineOf(BurstWords.Json(news, now)));
        }
        else if (!Out.IsTerminal)
        {
            Out.Line(BurstWords.Line(news, now));
        }
        else
        {
            Clear();
            Show(news, now);
        }
    }

    private void Show(BurstNews news, DateTimeOffset now)
    {
        var burst = news.Burst;
        var style = news.Stage == BurstStage.Over ? Palette.Good : Palette.Of(burst.Cause.Severity);
        var head = new Paragraph().Append($"{(news.Stage == BurstStage.Over ? "✓" : "✗")} {Clock(now)}  ", Palette.Quiet).Append(burst.Cause.Text.Title, style);
        if (burst.About.Length > 0)
        {
            head.Append($"  {burst.About}", Palette.Strong);
        }

        head.Append($"  {(news.Stage == BurstStage.Begins ? "" : BurstWords.Stage(news.Stage) + ": ")}{BurstWords.Count(burst)} {BurstWords.Span(news, Clock)}\n", Palette.Plain);
        Out.Show(head);

        // What was told when it began is not told again.
        if (!BurstWords.IsKnown(news))
        {
            Out.Prose($"{Words.Of(burst.Party)} must act: {burst.Cause.Text.FirstSteps[0]}", Palette.Accent, 2);
            Out.Prose($"{burst.Where}: {burst.Evidence}", Palette.Quiet, 2);
        }
    }

    private string Clock(DateTimeOffset time)
    {
        var local = TimeZoneInfo.ConvertTime(time, session.Time.LocalTimeZone);
        var today = TimeZoneInfo.ConvertTime(session.Time.GetUtcNow(), session.Time.LocalTimeZone).Date;
        return local.ToString(local.Date == today ? "HH:mm:ss" : "MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
    }
}
