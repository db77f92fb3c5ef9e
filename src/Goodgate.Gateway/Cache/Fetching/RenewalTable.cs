namespace Goodgate.Gateway.Cache.Fetching;

/// <summary>How many pages are asked for that no visitor waits for, counted for each upstream: one that hangs must not keep the pages of the others old.</summary>
internal sealed class RenewalTable
{
    // Of a server that takes a second for a page, 32 a second are renewed: more than change, and few beside those visitors ask for.
    private const int Most = 32;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>Begins one. False when there are enough: a crawler that walks over old pages must not ask for all of them at once.</summary>
    /// <param name="upstream">Name of the upstream; empty = none is asked.</param>
    public bool TryBegin(string upstream)
    {
        lock (_gate)
        {
            var count = _counts.GetValueOrDefault(upstream);
            if (count == Most)
            {
                return false;
            }

            _counts[upstream] = count + 1;
            return true;
        }
    }

    /// <summary>One has ended. An upstream that has none is forgotten: a reload may have taken it away.</summary>
    public void End(string upstream)
    {
        lock (_gate)
        {
            if (--_counts[upstream] == 0)
            {
                _counts.Remove(upstream);
            }
        }
    }
}
