using System.Diagnostics;

namespace Goodgate.Comparison;

/// <summary>Runs a program to its end.</summary>
public static class Command
{
    /// <summary>What it printed, output before errors.</summary>
    /// <exception cref="BenchmarkException">It ended with an error.</exception>
    public static async Task<string> RunAsync(string program, params IEnumerable<string> arguments)
    {
        var (status, text) = await TryAsync(program, arguments, CancellationToken.None);
        return status == 0 ? text : throw new BenchmarkException($"{program} {string.Join(' ', arguments)} ended with {status}: {text}");
    }

    /// <summary>Exit status, and what it printed. Killed when cancelled.</summary>
    public static async Task<(int Status, string Text)> TryAsync(string program, IEnumerable<string> arguments, CancellationToken cancel)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancel);
            var errors = process.StandardError.ReadToEndAsync(cancel);
            await process.WaitForExitAsync(cancel);
            return (process.ExitCode, await output + await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
