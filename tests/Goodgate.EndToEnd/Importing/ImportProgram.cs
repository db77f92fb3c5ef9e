using System.Diagnostics;

namespace Goodgate.EndToEnd.Importing;

/// <summary>One call of <c>goodgate import</c>.</summary>
internal sealed record ImportProgram(int ExitCode, string Out, string Error)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task<ImportProgram> RunAsync(params string[] args)
    {
        var host = Environment.ProcessPath is { } own && own.EndsWith("dotnet", StringComparison.Ordinal) ? own : "dotnet";
        using var process = Process.Start(new ProcessStartInfo(host, ["exec", Path.Combine(AppContext.BaseDirectory, "goodgate.dll"), "import", .. args])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(Patience);
        return new ImportProgram(process.ExitCode, await output, await error);
    }
}
