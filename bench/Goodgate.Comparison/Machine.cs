using System.Globalization;
using System.Runtime.InteropServices;

namespace Goodgate.Comparison;

/// <summary>What the numbers were measured on.</summary>
public static class Machine
{
    /// <summary>Core of load generator and origin.</summary>
    public const int LoadCore = 0;

    /// <summary>Core of the proxy.</summary>
    public const int ProxyCore = 1;

    // Not Environment.ProcessorCount: that is the cores this process is pinned to.
    public static int Cores { get; } = File.ReadLines("/proc/cpuinfo").Count(line => line.StartsWith("processor", StringComparison.Ordinal));

    /// <summary>One line per fact.</summary>
    public static async Task<IReadOnlyList<string>> DescribeAsync()
    {
        var nginx = await Command.RunAsync(Requirements.Find("nginx")!, "-v");
        var haproxy = await Command.RunAsync(Requirements.Find("haproxy")!, "-v");
        var goodgate = await Command.RunAsync(Path.Combine(Workplace.Repository, "goodgate"), "--version");
        return
        [
            $"{Cores} cores, {Processor()}, {Memory()}; Linux {await Kernel()}",
            $"{AfterLast(FirstLine(nginx), ' ')} · HAProxy {Word(FirstLine(haproxy), 2)} · Goodgate {FirstLine(goodgate)} on {RuntimeInformation.FrameworkDescription}",
        ];
    }

    /// <summary>Share of the time since boot the hypervisor gave to others, and the load of the last minute: how quiet the machine is.</summary>
    public static string Quiet()
    {
        var cpu = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(long.Parse).ToArray();
        var stolen = 100.0 * cpu[7] / cpu.Take(8).Sum();
        return string.Create(CultureInfo.InvariantCulture, $"load before the run {File.ReadAllText("/proc/loadavg").Split(' ')[0]}, stolen by the hypervisor since boot {stolen:F1} %");
    }

    private static string Processor() =>
        File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal)) is { } line ? AfterLast(line, ':').Trim() : RuntimeInformation.ProcessArchitecture.ToString();

    private static string Memory()
    {
        var kibibytes = double.Parse(Word(File.ReadLines("/proc/meminfo").First(), 1), CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"{kibibytes / 1024 / 1024:F0} GiB");
    }

    private static async Task<string> Kernel() => (await File.ReadAllTextAsync("/proc/sys/kernel/osrelease")).Trim();

    private static string FirstLine(string text) => text.Split('\n')[0].Trim();

    private static string AfterLast(string text, char mark) => text[(text.LastIndexOf(mark) + 1)..];

    private static string Word(string text, int index) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries)[index];
}
