using System.Globalization;

namespace Goodgate.Comparison.Load;

/// <summary>Counts the proxy's instructions with <c>perf stat</c>: far steadier than time on a busy machine. Most virtual machines have no such counters; then it does nothing.</summary>
public sealed class InstructionCounter
{
    private const string UserEvent = "instructions:u";
    private const string KernelEvent = "instructions:k";

    private readonly string _file;

    private InstructionCounter(string file, bool works)
    {
        _file = file;
        Works = works;
    }

    /// <summary>True when this machine counts instructions.</summary>
    public bool Works { get; }

    public static async Task<InstructionCounter> TryAsync(Workplace workplace, CancellationToken cancel)
    {
        var counter = new InstructionCounter(workplace.Path("perf"), works: true);
        if (Requirements.Find("perf") is null)
        {
            return new InstructionCounter("", works: false);
        }

        var command = counter.Wrap(["true"], []);
        var (status, _) = await Command.TryAsync(command[0], command[1..], cancel);
        return new InstructionCounter(counter._file, status == 0 && counter.Read() is not null);
    }

    /// <summary>The command that runs <paramref name="command"/> and counts what these processes execute meanwhile (none named: what it executes itself).</summary>
    public List<string> Wrap(List<string> command, IReadOnlyList<int> ids)
    {
        if (!Works)
        {
            return command;
        }

        string[] of = ids.Count == 0 ? [] : ["-p", string.Join(',', ids)];
        return ["perf", "stat", "-x,", "-o", _file, "-e", $"{UserEvent},{KernelEvent}", .. of, "--", .. command];
    }

    /// <summary>What the last command counted.</summary>
    public InstructionCount? Read() => Works && Count(UserEvent) is { } user && Count(KernelEvent) is { } kernel ? new InstructionCount(user, kernel) : null;

    // One line per event: value,unit,event,… (perf-stat(1), CSV FORMAT); the value of an unknown event is "<not supported>".
    private long? Count(string name)
    {
        var line = File.ReadLines(_file).FirstOrDefault(text => text.Contains($",{name},", StringComparison.Ordinal));
        return line is not null && long.TryParse(line.Split(',')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 ? count : null;
    }
}
