using System.Diagnostics;
using System.Net.Sockets;
using Goodgate.EndToEnd.Stage;
using Goodgate.Gateway.Settings;

namespace Goodgate.EndToEnd.RealServers;

/// <summary>A real PHP-FPM with a pool of its own: two workers, a Unix socket, scripts that do as they are asked, all in a scratch folder.</summary>
public sealed class PhpFpm : IAsyncLifetime
{
    private const int Workers = 2;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // Where Debian has it; the name carries the version.
    private static readonly string[] Programs = ["/usr/sbin/php-fpm8.2", "/usr/sbin/php-fpm8.3", "/usr/sbin/php-fpm8.4", "/usr/sbin/php-fpm"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("goodgate-fpm-");
    private Process? _process;

    public string Root => Path.Combine(_folder.FullName, "www");

    public string Socket => Path.Combine(_folder.FullName, "fpm.sock");

    public string Log => File.Exists(LogFile) ? File.ReadAllText(LogFile) : "";

    private string LogFile => Path.Combine(_folder.FullName, "fpm.log");

    /// <summary>A gateway in front of it.</summary>
    internal Task<RunningGateway> BehindAsync(FastCgiSettings? settings = null, PoolSettings? pool = null, GatewaySettings? gateway = null)
    {
        var upstream = new UpstreamSettings
        {
            Name = "php",
            Servers = [$"fastcgi+unix:{Socket}"],
            Timeouts = RunningGateway.LongLimits,
            FastCgi = settings ?? new FastCgiSettings { Root = Root },
            Pool = pool ?? new PoolSettings(),
        };
        var whole = RunningGateway.Before(upstream);
        return RunningGateway.StartAsync(gateway is null ? whole : whole with { TrustedProxies = gateway.TrustedProxies, Client = gateway.Client });
    }

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(Root);
        foreach (var script in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "RealServers", "php")))
        {
            File.Copy(script, Path.Combine(Root, Path.GetFileName(script)));
        }

        var configuration = Path.Combine(_folder.FullName, "fpm.conf");
        var user = Environment.IsPrivilegedProcess ? "user = root\ngroup = root\n" : "";
        File.WriteAllText(configuration, $"""
            [global]
            error_log = {LogFile}
            daemonize = no
            [goodgate]
            {user}listen = {Socket}
            pm = static
            pm.max_children = {Workers}
            pm.status_path = /fpm-status
            php_admin_value[memory_limit] = 16M
            php_admin_value[post_max_size] = 64M
            php_admin_flag[log_errors] = on
            php_admin_flag[display_errors] = off
            """);

        // -n: no php.ini; what is set for this machine's sites must not decide. -R: root may run the workers.
        _process = Process.Start(new ProcessStartInfo(Programs.First(File.Exists), ["-n", "-R", "-F", "-y", configuration]) { UseShellExecute = false, RedirectStandardError = true })!;
        using var limit = new CancellationTokenSource(Patience);
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!Answers())
        {
            _process.HasExited.ShouldBeFalse(_process.HasExited ? await _process.StandardError.ReadToEndAsync() + Log : "");
            await looks.WaitForNextTickAsync(limit.Token);
        }
    }

    public Task DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            // SIGKILL would leave the workers behind; they end with their master on SIGTERM.
            using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
            kill.WaitForExit();
            _process.WaitForExit(Patience);
        }

        _process?.Dispose();
        _folder.Delete(recursive: true);
        return Task.CompletedTask;
    }

    private bool Answers()
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(Socket));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
