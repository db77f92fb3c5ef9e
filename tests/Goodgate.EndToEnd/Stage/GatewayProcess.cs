using System.Diagnostics;
using System.Globalization;
using System.Net;
using Goodgate.Gateway.Descriptors;

namespace Goodgate.EndToEnd.Stage;

/// <summary>A gateway in a process of its own: see <see cref="GatewayProgram"/>.</summary>
internal sealed class GatewayProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // Half of the reserve: for threads that start, and for connections that are just being closed.
    private const int Room = (int)DescriptorReserve.Size / 2;

    // Far more than there are gaps: some before the first of its libraries, some after what it inherited.
    private const int MostHeld = 1000;

    private readonly Process _process;
    private readonly List<RawClient> _held = [];

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

    /// <summary>
    /// From now on it has no file descriptor for another connection. What it keeps in reserve is left to it: the runtime needs two for each thread
    /// that it starts, and dies without them.
    /// </summary>
    public async Task TakeDescriptorsAsync()
    {
        // The system gives the lowest number that is free. Once idle clients have filled all gaps, the next is the highest.
        var highest = Highest();
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (Highest() == highest)
        {
            _held.Count.ShouldBeLessThan(MostHeld, "the gaps are filled");
            _held.Add(await ConnectAsync());
            await looks.WaitForNextTickAsync();
        }

        using var prlimit = Process.Start("prlimit", ["--pid", $"{_process.Id}", $"--nofile={Highest() + 1 + Room}:"]);
        prlimit.WaitForExit();
        prlimit.ExitCode.ShouldBe(0);
    }

    public async ValueTask DisposeAsync()
    {
        _held.ForEach(client => client.Dispose());
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

    private int Highest() =>
        Directory.EnumerateFileSystemEntries($"/proc/{_process.Id}/fd").Max(path => int.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture));
}
