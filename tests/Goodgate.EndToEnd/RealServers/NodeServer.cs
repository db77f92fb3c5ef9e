using System.Diagnostics;
using System.Globalization;
using System.Net;
using Goodgate.EndToEnd.Stage;

namespace Goodgate.EndToEnd.RealServers;

/// <summary>A Node server as a process of its own (server.mjs).</summary>
internal sealed class NodeServer : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private NodeServer(Process process, IPEndPoint at)
    {
        _process = process;
        At = at;
    }

    /// <summary>Where it listens; nobody else takes that while it is restarted.</summary>
    public IPEndPoint At { get; }

    public string Url => $"http://{At}";

    /// <summary>Starts one.</summary>
    /// <param name="at">Null = anywhere.</param>
    /// <param name="orders">File to which every POST's X-Request-ID is written before it is answered; null = none.</param>
    /// <param name="silent">Keep connections without saying for how long.</param>
    public static async Task<NodeServer> StartAsync(IPEndPoint? at = null, string? orders = null, bool silent = false)
    {
        at ??= new IPEndPoint(OwnAddress.Next(), 0);
        var script = Path.Combine(AppContext.BaseDirectory, "RealServers", "server.mjs");
        var process = Process.Start(new ProcessStartInfo("node", [script, $"{at.Port}", $"{at.Address}", orders ?? "-", silent ? "silent" : "usual"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        var line = await process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
        return new NodeServer(process, new IPEndPoint(at.Address, int.Parse(line.ShouldNotBeNull("node did not start"), CultureInfo.InvariantCulture)));
    }

    /// <summary>SIGKILL: no goodbye; the system resets or closes its connections.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>SIGSTOP: it keeps its port and its connections and does nothing.</summary>
    public void Stop()
    {
        using var kill = Process.Start("kill", ["-STOP", $"{_process.Id}"]);
        kill.WaitForExit();
        kill.ExitCode.ShouldBe(0);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
        }

        _process.Dispose();
    }
}
