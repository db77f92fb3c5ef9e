using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Goodgate.Comparison;

/// <summary>A folder and processes of our own: whatever is made here is gone when the run ends, and nothing else is touched.</summary>
public sealed class Workplace : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("goodgate-bench-");
    private readonly List<StartedProcess> _processes = [];

    public Workplace()
    {
        // nginx's workers run as another user when the run belongs to root; nothing in here is a secret but a key made for this run.
        if (!OperatingSystem.IsWindows())
        {
            _folder.UnixFileMode |= UnixFileMode.OtherRead | UnixFileMode.OtherExecute;
        }
    }

    /// <summary>Root of the repository.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>A path in the folder.</summary>
    public string Path(string name) => System.IO.Path.Combine(_folder.FullName, name);

    /// <summary>Writes a file.</summary>
    /// <returns>Its path.</returns>
    public string Write(string name, string content)
    {
        File.WriteAllText(Path(name), content);
        return Path(name);
    }

    /// <summary>Makes a folder.</summary>
    public string Folder(string name) => _folder.CreateSubdirectory(name).FullName;

    /// <summary>A TCP port of loopback nobody listens on now.</summary>
    public static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    /// <summary>Starts a program on one core; it is stopped when the run ends at the latest.</summary>
    public StartedProcess Start(int core, string program, params IEnumerable<string> arguments)
    {
        var process = StartedProcess.Start("taskset", ["-c", core.ToString(CultureInfo.InvariantCulture), program, .. arguments]);
        _processes.Add(process);
        return process;
    }

    /// <summary>Cancels on Ctrl-C and SIGTERM, so that the end of the run cleans up.</summary>
    public IDisposable StopOn(CancellationTokenSource interrupted)
    {
        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            interrupted.Cancel();
        }

        var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        var broken = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        return new Registrations(terminated, broken);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            await process.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    private static string FindRepository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Goodgate.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new BenchmarkException("the repository (a folder with Goodgate.slnx) is not above this program; start it with bench/run");
    }

    private sealed class Registrations(params PosixSignalRegistration[] all) : IDisposable
    {
        public void Dispose() => Array.ForEach(all, one => one.Dispose());
    }
}
