using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Goodgate.Cli.Tests.Running;

/// <summary>The program as a process of its own.</summary>
internal sealed class Child : IDisposable
{
    // Only ever reached by a test that fails.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    public Child(params string[] args)
    {
        var start = new ProcessStartInfo(Path.Combine(Repository.Root, "artifacts", "bin", "Goodgate.Cli", "release", "goodgate"), args)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // The program looks for the runtime; these tests run on it: …/shared/Microsoft.NETCore.App/VERSION.
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Tell(Out, line.Data);
        _process.ErrorDataReceived += (_, line) => Tell(Error, line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public Transcript Out { get; } = new();

    public Transcript Error { get; } = new();

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
