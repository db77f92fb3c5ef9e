using System.Globalization;

namespace Goodgate.Gateway.Fpm.Sizing;

/// <summary>
/// Measures workers through /proc. RSS counts opcache's shared memory (128 MB by default) and the program's own pages in full for each worker, and so invents memory nobody
/// uses; PSS (proc_pid_smaps(5)) counts each page for its share. It needs root or the workers' own user.
/// </summary>
/// <param name="root">Where /proc is; another folder in tests.</param>
public sealed class WorkerMemoryReader(string root = "/proc")
{
    // The kernel walks the whole address space for each one: about a millisecond.
    private const int MostWorkers = 500;

    /// <summary>Null when not one of them could be measured: another machine or container, or no right to look.</summary>
    /// <param name="pids">The workers, from the status page.</param>
    public WorkerMemory? Measure(IEnumerable<int> pids)
    {
        var shared = new List<long>();
        var plain = new List<long>();
        foreach (var pid in pids.Take(MostWorkers))
        {
            // A pid of another namespace may be anything here: only a php-fpm is measured.
            if (!ProcFile.Text(root, pid, "cmdline").StartsWith("php-fpm: pool", StringComparison.Ordinal))
            {
                continue;
            }

            if (MemoryText.Field(ProcFile.Text(root, pid, "smaps_rollup"), "Pss") is { } pss)
            {
                shared.Add(pss);
            }
            else if (OwnPages(ProcFile.Text(root, pid, "statm")) is { } own)
            {
                plain.Add(own);
            }
        }

        var best = shared.Count > 0 ? shared : plain;
        return best.Count == 0 ? null : new WorkerMemory(best.Count, best.Max(), best.Sum(), shared.Count > 0);
    }

    // size resident shared text lib data dt, in pages (proc_pid_statm(5)).
    private static long? OwnPages(string statm) =>
        statm.Split(' ') is [_, var resident, var shared, ..]
        && long.TryParse(resident, NumberStyles.None, CultureInfo.InvariantCulture, out var all)
        && long.TryParse(shared, NumberStyles.None, CultureInfo.InvariantCulture, out var common)
            ? Math.Max(0, all - common) * Environment.SystemPageSize
            : null;
}
