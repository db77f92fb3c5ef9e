using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Goodgate.EndToEnd.RealServers;

/// <summary>A real nginx as a process of its own.</summary>
internal sealed class NginxServer : IDisposable
{
    // nginx cannot be told to take any free port: one that is free now may be somebody's a moment later.
    private const int Tries = 5;

    // Where Debian has it, and where only root looks.
    private const string Debians = "/usr/sbin/nginx";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _folder;
    private readonly Process _process;

    private NginxServer(DirectoryInfo folder, Process process, int port)
    {
        _folder = folder;
        _process = process;
        Port = port;
    }

    public int Port { get; }

    /// <summary>Starts one with a single server.</summary>
    /// <param name="listen">What <c>listen</c> says behind address and port: <c>ssl</c>.</param>
    /// <param name="server">The other lines of the server.</param>
    /// <param name="before">What stands before the server: groups, maps, limits.</param>
    public static async Task<NginxServer> StartAsync(string listen, string server, string before = "")
    {
        for (var tried = 1; ; tried++)
        {
            var folder = Directory.CreateTempSubdirectory("goodgate-nginx-");
            var port = FreePort();
            var process = Start(folder, $"{before}\nserver {{ listen 127.0.0.1:{port} {listen}; {server} }}");
            var nginx = new NginxServer(folder, process, port);
            if (await nginx.IsUpAsync())
            {
                return nginx;
            }

            var said = await process.StandardError.ReadToEndAsync();
            nginx.Dispose();
            tried.ShouldBeLessThan(Tries, said);
        }
    }

    /// <summary>A whole configuration around some servers: one process, which keeps everything in the folder it is given (-p).</summary>
    public static string Configuration(string servers)
    {
        // With its defaults it gives folders of the system to a user who does not exist in a user namespace.
        var temporary = string.Concat(((string[])["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]).Select(kind => $" {kind}_temp_path {kind};"));
        return $"user root;\nmaster_process off;\npid nginx.pid;\nevents {{}}\nhttp {{ access_log off;{temporary}\n{servers}\n}}\n";
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

    private static Process Start(DirectoryInfo folder, string server)
    {
        var configuration = Path.Combine(folder.FullName, "nginx.conf");
        File.WriteAllText(configuration, $"daemon off;\n{Configuration(server)}");
        return Process.Start(new ProcessStartInfo(File.Exists(Debians) ? Debians : "nginx", ["-p", folder.FullName, "-e", "stderr", "-c", configuration])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
        })!;
    }

    // True when it takes connections, false when it has ended instead.
    private async Task<bool> IsUpAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!_process.HasExited)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, Port, limit.Token);
                return true;
            }
            catch (SocketException)
            {
                await looks.WaitForNextTickAsync(limit.Token);
            }
        }

        return false;
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
