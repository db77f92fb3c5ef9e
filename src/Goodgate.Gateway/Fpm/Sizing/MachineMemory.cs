namespace Goodgate.Gateway.Fpm.Sizing;

/// <summary>Memory FPM may have: the machine's, or its group's (cgroup) when that is less.</summary>
/// <param name="Total">Bytes there are.</param>
/// <param name="Available">Bytes that could be had without swapping (MemAvailable of /proc/meminfo; in a group: limit less what is in use and not mere file cache).</param>
/// <param name="IsGroup">True when a group's limit is the smaller one.</param>
public sealed record MachineMemory(long Total, long Available, bool IsGroup)
{
    // No limit is written as a number near 2^63 by version 1 of the groups.
    private const long NoLimit = 1L << 60;

    /// <summary>Reads it; null where there is no /proc.</summary>
    /// <param name="pid">A process of FPM, whose group counts; null = only the machine.</param>
    /// <param name="proc">Where /proc is.</param>
    /// <param name="groups">Where the groups are.</param>
    public static MachineMemory? Read(int? pid, string proc = "/proc", string groups = "/sys/fs/cgroup")
    {
        var machine = ProcFile.Text(Path.Combine(proc, "meminfo"));
        if (MemoryText.Field(machine, "MemTotal") is not { } total || MemoryText.Field(machine, "MemAvailable") is not { } available)
        {
            return null;
        }

        return pid is { } process && Group(ProcFile.Text(proc, process, "cgroup"), groups) is { } group && group.Total < total
            ? group with { Available = Math.Min(group.Available, available) }
            : new MachineMemory(total, available, false);
    }

    // 0::/system.slice/php8.2-fpm.service (version 2), 4:memory:/docker/ID (version 1). Limits of groups above count as well.
    private static MachineMemory? Group(string text, string root)
    {
        MachineMemory? least = null;
        foreach (var line in text.Split('\n'))
        {
            if (line.Split(':', 3) is not [_, var kinds, var path] || !(kinds.Length == 0 || kinds.Split(',').Contains("memory", StringComparer.Ordinal)) || path.Contains("..", StringComparison.Ordinal))
            {
                continue;
            }

            for (var folder = path.Trim('/'); ; folder = Path.GetDirectoryName(folder) ?? "")
            {
                var one = kinds.Length == 0 ? Limit(Path.Combine(root, folder), "memory.max", "memory.current", "inactive_file")
                    : Limit(Path.Combine(root, "memory", folder), "memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file");
                least = one is not null && (least is null || one.Total < least.Total) ? one : least;
                if (folder.Length == 0)
                {
                    break;
                }
            }
        }

        return least;
    }

    private static MachineMemory? Limit(string folder, string limit, string usage, string cache)
    {
        if (ProcFile.Number(Path.Combine(folder, limit)) is not { } most || most >= NoLimit || ProcFile.Number(Path.Combine(folder, usage)) is not { } used)
        {
            return null;
        }

        var cached = ProcFile.Text(Path.Combine(folder, "memory.stat")).Split('\n')
            .Select(line => line.Split(' ')).Where(parts => parts.Length == 2 && parts[0] == cache && long.TryParse(parts[1], out _))
            .Select(parts => long.Parse(parts[1])).FirstOrDefault();
        return new MachineMemory(most, Math.Max(0, most - Math.Max(0, used - cached)), true);
    }
}
