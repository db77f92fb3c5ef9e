using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace Goodgate.EndToEnd.Stage;

/// <summary>A gateway in a process of its own: see <see cref="GatewayProgram"/>.</summary>
internal sealed class GatewayProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private GatewayProcess(Process process, Uri url)
    {
        _process = process;
        Address = new IPEndPoint(IPAddress.Parse(url.Host), url.Port);
    }

    public IPEndPoint Address { get; }

    /// <summary>Starts one before a server.</summary>
    /// <param name="server">The server's URL.</param>
    /// <param name="before">Program and arguments that start it in another way (<c>setpriv …</c>); empty = directly.</param>
    public static async Task<GatewayProcess> StartAsync(string server, params string[] before)
    {
        string[] all = [.. before, Environment.ProcessPath is { } host && host.EndsWith("dotnet", StringComparison.Ordinal) ? host : "dotnet",
            "exec", typeof(GatewayProcess).Assembly.Location, server];
        var process = Process.Start(new ProcessStartInfo(all[0], all[1..])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var first = await process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
        return new GatewayProcess(process, new Uri(first.ShouldNotBeNull("the gateway did not start")));
    }

    public Task<RawClient> ConnectAsync() => RawClient.ConnectAsync(Address);

    /// <summary>The next verdict: cause, confidence, summary.</summary>
    public async Task<string> VerdictAsync() => (await _process.StandardOutput.ReadLineAsync().WaitAsync(Patience)).ShouldNotBeNull();

    /// <summary>From now on it can open no file and no socket (RLIMIT_NOFILE is the lowest descriptor that is free).</summary>
    public void TakeDescriptors()
    {
        var used = Directory.EnumerateFileSystemEntries($"/proc/{_process.Id}/fd")
            .Select(path => int.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture)).ToHashSet();
        var free = Enumerable.Range(0, used.Count + 1).First(number => !used.Contains(number));
        using var prlimit = Process.Start("prlimit", ["--pid", $"{_process.Id}", $"--nofile={free}:"]);
        prlimit.WaitForExit();
        prlimit.ExitCode.ShouldBe(0);
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        try
        {
            await _process.WaitForExitAsync().WaitAsync(Patience);
        }
        finally
        {
            if (!_process.HasExited)
            {
                _process.Kill();
            }

            _process.Dispose();
        }
    }
}
