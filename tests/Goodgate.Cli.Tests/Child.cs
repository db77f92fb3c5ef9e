using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Goodgate.Cli.Tests;

/// <summary>A process of its own, with what it says.</summary>
internal sealed class Child : IDisposable
{
    // Only ever reached by a test that fails.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    /// <param name="file">What to start.</param>
    /// <param name="args">Its arguments.</param>
    /// <param name="environment">All of its environment; null = that of the tests.</param>
    public Child(string file, IEnumerable<string> args, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(file, args) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        if (environment is not null)
        {
            start.Environment.Clear();
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string> { ["DOTNET_ROOT"] = DotnetRoot })
        {
            start.Environment[name] = value;
        }

        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Tell(Out, line.Data);
        _process.ErrorDataReceived += (_, line) => Tell(Error, line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public Transcript Out { get; } = new();

    public Transcript Error { get; } = new();

    public int Id => _process.Id;

    /// <summary>The built program.</summary>
    public static string ProgramFile { get; } = Path.Combine(Repository.Root, "artifacts", "bin", "Goodgate.Cli", "release", "goodgate");

    // The program looks for the runtime; these tests run on it: …/shared/Microsoft.NETCore.App/VERSION.
    private static string DotnetRoot => Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    /// <summary>The program with these arguments.</summary>
    public static Child Program(params string[] args) => new(ProgramFile, args);

    /// <summary>The program, which may open that many files and no more.</summary>
    public static Child WithFileLimit(int files, params string[] args) => new("sh", ["-c", $"ulimit -n {files} && exec \"$0\" \"$@\"", ProgramFile, .. args]);

    public void Signal(int number) => Kill(_process.Id, number).ShouldBe(0);

    public async Task<int> ExitAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
        Out.Dispose();
        Error.Dispose();
    }

    private static void Tell(Transcript to, string? line)
    {
        if (line is not null)
        {
            to.WriteLine(line);
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
