using System.Diagnostics;
using System.Globalization;

namespace Goodgate.Comparison;

/// <summary>A program this run has started: its CPU time, its memory, its last words. Ended by its own id only.</summary>
public sealed class StartedProcess : IAsyncDisposable
{
    private const int WordsKept = 20;

    // USER_HZ: the unit of /proc/PID/stat on Linux, whatever the kernel's own tick.
    private const double TicksPerSecond = 100;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Process _process;
    private readonly Queue<string> _words = [];
    private bool _isDisposed;

    private StartedProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public bool HasExited => _process.HasExited;

    /// <summary>Ids of the program and of the processes it has started (nginx: master and worker).</summary>
    public IReadOnlyList<int> Ids => [_process.Id, .. Children(_process.Id)];

    /// <summary>The last lines it printed.</summary>
    public string LastWords
    {
        get
        {
            lock (_words)
            {
                return string.Join('\n', _words);
            }
        }
    }

    public static StartedProcess Start(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        return new StartedProcess(Process.Start(start)!);
    }

    /// <summary>CPU time used so far, ended threads included.</summary>
    public CpuTime CpuTime()
    {
        double user = 0;
        double system = 0;
        foreach (var id in Ids)
        {
            // pid (comm) state …: utime and stime are fields 14 and 15 (proc_pid_stat(5)); comm may hold spaces.
            var text = File.ReadAllText($"/proc/{id}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            user += double.Parse(fields[11], CultureInfo.InvariantCulture);
            system += double.Parse(fields[12], CultureInfo.InvariantCulture);
        }

        return new CpuTime(user / TicksPerSecond, system / TicksPerSecond);
    }

    /// <summary>Resident memory (VmRSS) now, MiB. Pages that master and worker share count twice.</summary>
    public double ResidentMebibytes() => Ids.Sum(id =>
    {
        var line = File.ReadLines($"/proc/{id}/status").First(text => text.StartsWith("VmRSS:", StringComparison.Ordinal));
        return double.Parse(line["VmRSS:".Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) / 1024;
    });

    /// <summary>Asks it to stop (SIGTERM), and ends it when it does not.</summary>
    public async ValueTask DisposeAsync()
    {
        // Disposed by whoever needs it no longer, and again at the end of the run.
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        if (!_process.HasExited)
        {
            using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
            await kill.WaitForExitAsync();
            using var late = new CancellationTokenSource(Patience);
            try
            {
                await _process.WaitForExitAsync(late.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill(entireProcessTree: true);
            }
        }

        _process.Dispose();
    }

    private static IEnumerable<int> Children(int id)
    {
        var list = $"/proc/{id}/task/{id}/children";
        return File.Exists(list)
            ? File.ReadAllText(list).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text => int.Parse(text, CultureInfo.InvariantCulture))
            : [];
    }

    private void Keep(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_words)
        {
            _words.Enqueue(line);
            if (_words.Count > WordsKept)
            {
                _words.Dequeue();
            }
        }
    }
}

/// <summary>CPU time of a process, seconds.</summary>
public readonly record struct CpuTime(double User, double System)
{
    public static CpuTime operator -(CpuTime after, CpuTime before) => new(after.User - before.User, after.System - before.System);
}
