namespace Goodgate.Logs.Lines;

/// <summary>One line as a reader of a format sees it: without what docker, syslog or a journal put before it.</summary>
/// <param name="Text">The program's own words. Hostile: whatever a client or server sent may stand in it.</param>
/// <param name="Context">What is known about the file it stands in.</param>
internal sealed record LogLine(string Text, LineContext Context)
{
    /// <summary>When the carrier (docker, syslog, a journal) took the line; null when there was none.</summary>
    public DateTimeOffset? CarrierTime { get; init; }

    /// <summary>True when the carrier's time says its zone, so that it is better than a time without one.</summary>
    public bool CarrierZoned { get; init; }

    /// <summary>Program as the carrier names it: <c>haproxy</c>, <c>kernel</c>; null when it does not.</summary>
    public string? Program { get; init; }

    /// <summary>Time without a zone as the program wrote it, made UTC.</summary>
    public DateTimeOffset? Utc(DateTime? written)
    {
        if (written is not { } local)
        {
            return CarrierTime;
        }

        if (CarrierZoned && CarrierTime is { } carrier)
        {
            return carrier;
        }

        return Context.Utc(local);
    }
}
