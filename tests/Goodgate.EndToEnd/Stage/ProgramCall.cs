using System.Diagnostics;

namespace Goodgate.EndToEnd.Stage;

/// <summary>One call of the program, as a process of its own.</summary>
internal sealed record ProgramCall(int ExitCode, string Out, string Error)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static Task<ProgramCall> RunAsync(params string[] args) => RunAsync(args, path: null);

    /// <summary>Calls it.</summary>
    /// <param name="args">Command and what follows it.</param>
    /// <param name="path">Where it finds other programs; null = as here.</param>
    public static async Task<ProgramCall> RunAsync(string[] args, string? path)
    {
        var host = Environment.ProcessPath is { } own && own.EndsWith("dotnet", StringComparison.Ordinal) ? own : "dotnet";
        var start = new ProcessStartInfo(host, ["exec", Path.Combine(AppContext.BaseDirectory, "goodgate.dll"), .. args]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        if (path is not null)
        {
            start.Environment["PATH"] = path;
        }

        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(Patience);
        return new ProgramCall(process.ExitCode, await output, await error);
    }
}
