namespace Goodgate.Cli.Logs;

/// <summary>
/// Keeps the heap small while logs are read. The collector lets garbage lie as long as the machine has memory; a report of a large log then held 230 MB
/// of which 40 were in use. Collecting in time costs nothing that can be measured.
/// </summary>
internal sealed class SmallHeap
{
    /// <summary>With the program itself, this stays within the 150 MB of docs/logs.md.</summary>
    private const long Usual = 56L * 1024 * 1024;

    private long _limit = Usual;

    /// <summary>Looks, and collects when there is much.</summary>
    public void Look()
    {
        if (GC.GetTotalMemory(forceFullCollection: false) > _limit)
        {
            GC.Collect();

            // What is in use stays; no need to look for it again with every block.
            _limit = Math.Max(Usual, (GC.GetTotalMemory(forceFullCollection: false) * 3 / 2) + (8L * 1024 * 1024));
        }
    }
}
