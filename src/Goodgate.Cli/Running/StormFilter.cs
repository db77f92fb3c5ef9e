namespace Goodgate.Cli.Running;

/// <summary>
/// Keeps a storm of equal failures readable: of each cause the first few within a second are shown, the rest is counted, at most one count a second,
/// until a second passes without one. Pure: the caller says what time it is.
/// </summary>
internal sealed class StormFilter
{
    /// <summary>Shown in full within a second: a page that loads ten things from one dead server is seen whole; more is a storm.</summary>
    public const int ShownInFull = 10;

    public static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    // Bounded by the size of the catalogue.
    private readonly Dictionary<string, Storm> _storms = new(StringComparer.Ordinal);

    /// <summary>True when this one is to be shown; else it is counted.</summary>
    public bool Admit(string cause, DateTimeOffset now)
    {
        if (!_storms.TryGetValue(cause, out var storm) || (storm.Held == 0 && now - storm.Since >= Window))
        {
            _storms[cause] = new Storm(now, 1, 0);
            return true;
        }

        var shown = storm.Held == 0 && storm.Shown < ShownInFull;
        _storms[cause] = shown ? storm with { Shown = storm.Shown + 1 } : storm with { Held = storm.Held + 1 };
        return shown;
    }

    /// <summary>Counts that are due, each with the time it spans, and begins new windows for them.</summary>
    /// <param name="now">The time.</param>
    /// <param name="all">True at the end: also those that are not due yet.</param>
    public IReadOnlyList<(string Cause, long Held, TimeSpan Span)> Due(DateTimeOffset now, bool all = false)
    {
        var due = _storms.Where(one => all || now - one.Value.Since >= Window).ToList();
        foreach (var (cause, storm) in due)
        {
            if (storm.Held == 0)
            {
                _storms.Remove(cause);
            }
            else
            {
                _storms[cause] = new Storm(now, ShownInFull, 0);
            }
        }

        return [.. due.Where(one => one.Value.Held > 0).Select(one => (one.Key, one.Value.Held, now - one.Value.Since))];
    }

    private sealed record Storm(DateTimeOffset Since, int Shown, long Held);
}
