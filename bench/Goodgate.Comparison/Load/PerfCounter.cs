using System.Globalization;

namespace Goodgate.Comparison.Load;

/// <summary>
/// Counts events of the proxy with <c>perf stat</c>: far steadier than time on a busy machine. Where the machine does not count them (no hardware counters in
/// most virtual machines, no trace points for users other than root) it does nothing.
/// </summary>
public sealed class PerfCounter
{
    private readonly string _file;
    private readonly string[] _events;

    private PerfCounter(string file, string[] events)
    {
        _file = file;
        _events = events;
    }

    /// <summary>Counts nothing.</summary>
    public static PerfCounter None { get; } = new("", []);

    /// <summary>True when this machine counts them.</summary>
    public bool Works => _events.Length > 0;

    /// <summary>Instructions in user space and in the kernel. Counting costs nothing.</summary>
    public static Task<PerfCounter> InstructionsAsync(Workplace workplace, CancellationToken cancel) =>
        TryAsync(workplace.Path("perf-instructions"), ["instructions:u", "instructions:k"], cancel);

    /// <summary>System calls. Counting slows them all down, so it is not done while time is measured.</summary>
    public static Task<PerfCounter> SystemCallsAsync(Workplace workplace, CancellationToken cancel) =>
        TryAsync(workplace.Path("perf-calls"), ["raw_syscalls:sys_enter"], cancel);

    /// <summary>The command that runs <paramref name="command"/> and counts what these processes do meanwhile (none named: what it does itself).</summary>
    public List<string> Wrap(List<string> command, IReadOnlyList<int> ids)
    {
        if (!Works)
        {
            return command;
        }

        string[] of = ids.Count == 0 ? [] : ["-p", string.Join(',', ids)];
        return ["perf", "stat", "-x,", "-o", _file, "-e", string.Join(',', _events), .. of, "--", .. command];
    }

    /// <summary>Sum of what the last command counted; null when nothing was.</summary>
    public long? Read()
    {
        if (!Works || !File.Exists(_file))
        {
            return null;
        }

        var lines = File.ReadAllLines(_file);
        var counts = Array.ConvertAll(_events, name => Count(lines, name));
        return counts.Contains(null) ? null : counts.Sum();
    }

    private static async Task<PerfCounter> TryAsync(string file, string[] events, CancellationToken cancel)
    {
        var none = new PerfCounter(file, []);
        if (Requirements.Find("perf") is null)
        {
            return none;
        }

        var counter = new PerfCounter(file, events);
        var command = counter.Wrap(["true"], []);
        var (status, _) = await Command.TryAsync(command[0], command[1..], cancel);
        return status == 0 && counter.Read() is > 0 ? counter : none;
    }

    // One line per event: value,unit,event,… (perf-stat(1), CSV FORMAT); in place of a value there may be "<not supported>".
    private static long? Count(string[] lines, string name)
    {
        var line = Array.Find(lines, text => text.Contains($",{name},", StringComparison.Ordinal));
        return line is not null && long.TryParse(line.Split(',')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;
    }
}
