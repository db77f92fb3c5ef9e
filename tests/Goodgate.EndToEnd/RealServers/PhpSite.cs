using System.Runtime.Versioning;
using Goodgate.EndToEnd.Stage;
using Goodgate.Gateway.Settings;

namespace Goodgate.EndToEnd.RealServers;

/// <summary>A real PHP-FPM with two workers and scripts that do as they are asked.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class PhpSite : IAsyncLifetime
{
    private const int Workers = 2;

    private PhpFpm? _fpm;

    public string Root => Path.Combine(Fpm.Folder, "www");

    public string Socket => Fpm.Socket;

    public string Log => File.Exists(Fpm.Log) ? File.ReadAllText(Fpm.Log) : "";

    private PhpFpm Fpm => _fpm!;

    /// <summary>A gateway in front of it.</summary>
    internal Task<RunningGateway> BehindAsync(FastCgiSettings? settings = null, PoolSettings? pool = null, GatewaySettings? gateway = null)
    {
        var upstream = new UpstreamSettings
        {
            Name = "php",
            Servers = [$"fastcgi+unix:{Socket}"],
            Timeouts = RunningGateway.LongLimits,
            FastCgi = settings ?? new FastCgiSettings { Root = Root, Pool = new FpmPoolSettings { Workers = pool is null ? null : Workers } },
            Pool = pool ?? new PoolSettings(),
        };
        var whole = RunningGateway.Before(upstream);
        return RunningGateway.StartAsync(gateway is null ? whole : whole with { TrustedProxies = gateway.TrustedProxies, Client = gateway.Client });
    }

    public async Task InitializeAsync()
    {
        // No php.ini: what is set for this machine's sites must not decide.
        _fpm = await PhpFpm.StartAsync(
            [
                "pm = static", $"pm.max_children = {Workers}", "php_admin_value[memory_limit] = 16M", "php_admin_value[post_max_size] = 64M",
                "php_admin_flag[log_errors] = on", "php_admin_flag[display_errors] = off",
            ],
            ["-n"]);
        Directory.CreateDirectory(Root);
        foreach (var script in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "RealServers", "php")))
        {
            File.Copy(script, Path.Combine(Root, Path.GetFileName(script)));
        }
    }

    public Task DisposeAsync()
    {
        _fpm?.Dispose();
        return Task.CompletedTask;
    }
}
