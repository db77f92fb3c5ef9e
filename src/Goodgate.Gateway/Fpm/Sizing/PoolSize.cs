using System.Globalization;

namespace Goodgate.Gateway.Fpm.Sizing;

/// <summary>How many workers the memory carries, with the numbers it was computed from.</summary>
/// <param name="Machine">The memory there is.</param>
/// <param name="Workers">What workers take.</param>
/// <param name="Cores">Processors PHP may use.</param>
public sealed record PoolSize(MachineMemory Machine, WorkerMemory Workers, int Cores)
{
    /// <summary>One tenth of the memory stays free: for file cache, and for the request that takes more than any seen so far.</summary>
    public const int ReservePercent = 10;

    /// <summary>
    /// Workers of one processor at most: with sixteen a request may wait fifteen sixteenths of its time (for a database, for another site) and the processor is still never idle.
    /// More of them only share it, and each takes memory.
    /// </summary>
    public const int WorkersPerCore = 16;

    /// <summary>Bytes kept free.</summary>
    public long Reserve => Machine.Total * ReservePercent / 100;

    /// <summary>Bytes all workers together may take: what is available, and what the workers of now hold, less the reserve.</summary>
    public long Budget => Math.Max(0, Machine.Available + Workers.Total - Reserve);

    /// <summary>Workers that fit in memory, each as large as the largest seen; at least 1.</summary>
    public int ByMemory => (int)Math.Clamp(Budget / Math.Max(1, Workers.Largest), 1, 100_000);

    /// <summary>Workers that make sense for the processors.</summary>
    public int ByProcessor => WorkersPerCore * Cores;

    /// <summary>The smaller of the two.</summary>
    public int MaxChildren => Math.Min(ByMemory, ByProcessor);

    /// <summary>A quarter: idle ones ready for a burst. FPM starts one worker in the first second it needs more, then two, four, … (pm.max_spawn_rate).</summary>
    public static int MinSpare(int maxChildren) => Math.Max(1, maxChildren / 4);

    /// <summary>Half: the memory is set aside for all of them anyway.</summary>
    public static int MaxSpare(int maxChildren) => Math.Max(MinSpare(maxChildren), maxChildren / 2);

    /// <summary>The middle of both, which FPM takes by itself (min + (max - min) / 2).</summary>
    public static int Start(int maxChildren) => MinSpare(maxChildren) + ((MaxSpare(maxChildren) - MinSpare(maxChildren)) / 2);

    /// <summary><c>(22.1 GiB available + 41.0 MiB of 5 workers - 2.4 GiB reserve) / 12.3 MiB largest worker (PSS) = 1,640; 16 x 2 cores = 32; the smaller is 32</c>.</summary>
    public string Formula => string.Create(
        CultureInfo.InvariantCulture,
        $"({MemoryText.Of(Machine.Available)} available{(Machine.IsGroup ? " in its control group" : "")} + {MemoryText.Of(Workers.Total)} that {Workers.Workers} workers hold - {MemoryText.Of(Reserve)} reserve) / {MemoryText.Of(Workers.Largest)} of the largest worker ({Workers.Method}) = {ByMemory:#,0}; {WorkersPerCore} x {Cores} cores = {ByProcessor:#,0}; the smaller is {MaxChildren:#,0}");
}
