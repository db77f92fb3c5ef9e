using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Goodgate.EndToEnd.Stage;

namespace Goodgate.EndToEnd.RealServers;

/// <summary>A real HAProxy as a process of its own, which logs to its standard output.</summary>
internal sealed class HaproxyServer : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("goodgate-haproxy-");
    private readonly ConcurrentQueue<string> _log = new();
    private readonly Process _process;

    private HaproxyServer(int port, string backend)
    {
        Port = port;
        var file = Path.Combine(_folder.FullName, "haproxy.cfg");
        File.WriteAllText(file, $"global\n  log stdout format raw local0\ndefaults\n  mode http\n  log global\n  option httplog\n  option dontlognull\n  retries 0\n  timeout connect 5s\n  timeout client 30s\n  timeout server 30s\nfrontend fe\n  bind 127.0.0.1:{port}\n  default_backend be\nbackend be\n  {backend}\n");
        _process = Process.Start(new ProcessStartInfo(File.Exists("/usr/sbin/haproxy") ? "/usr/sbin/haproxy" : "haproxy", ["-f", file, "-db"]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Port { get; }

    /// <summary>What it has logged up to now.</summary>
    public IReadOnlyCollection<string> Log => _log;

    /// <summary>Starts one.</summary>
    /// <param name="backend">The lines of its backend.</param>
    public static async Task<HaproxyServer> StartAsync(string backend)
    {
        var server = new HaproxyServer(FreePort(), backend);
        await Eventually.IsSoAsync(server.TakesConnectionsAsync, "HAProxy takes connections");
        return server;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            _log.Enqueue(line);
        }
    }

    private async Task<bool> TakesConnectionsAsync()
    {
        _process.HasExited.ShouldBeFalse(string.Join('\n', _log));
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
