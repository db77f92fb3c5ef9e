namespace Goodgate.Cli.Running;

/// <summary>
/// Keeps a storm of equal failures readable: of each cause the first is shown, then at most one count a second until a second passes without one.
/// Pure: the caller says what time it is.
/// </summary>
internal sealed class StormFilter
{
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    // Bounded by the size of the catalogue.
    private readonly Dictionary<string, Storm> _storms = new(StringComparer.Ordinal);

    /// <summary>True when this one is to be shown; else it is counted.</summary>
    public bool Admit(string cause, DateTimeOffset now)
    {
        if (_storms.TryGetValue(cause, out var storm) && (storm.Held > 0 || now - storm.Since < Window))
        {
            _storms[cause] = storm with { Held = storm.Held + 1 };
            return false;
        }

        _storms[cause] = new Storm(now, 0);
        return true;
    }

    /// <summary>Counts that are due, and begins new windows for them.</summary>
    /// <param name="now">The time.</param>
    /// <param name="all">True at the end: also those that are not due yet.</param>
    public IReadOnlyList<(string Cause, long Held)> Due(DateTimeOffset now, bool all = false)
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
                _storms[cause] = new Storm(now, 0);
            }
        }

        return [.. due.Where(one => one.Value.Held > 0).Select(one => (one.Key, one.Value.Held))];
    }

    private sealed record Storm(DateTimeOffset Since, long Held);
}
