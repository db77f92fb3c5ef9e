using System.Diagnostics;
using Goodgate.EndToEnd.Stage;
using Goodgate.Gateway.Settings;

namespace Goodgate.EndToEnd.WordPress;

/// <summary>A real WordPress with PHP-FPM and MariaDB of its own, brought up once for all tests of <see cref="WordPressTests"/> (tests/wordpress/up).</summary>
public sealed class WordPressSite : IAsyncLifetime
{
    /// <summary>Its administrator.</summary>
    public const string User = "admin";

    /// <summary>The administrator's password.</summary>
    public const string Password = "goodgate-test";

    // An empty database, an installation and ten posts: some seconds here, more on a busy machine.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("goodgate-wordpress-");

    /// <summary>The folder that is served.</summary>
    public string Root => $"{_folder.FullName}/www";

    /// <summary>Where the pool listens.</summary>
    public string Socket => $"{_folder.FullName}/run/php.sock";

    /// <summary>Where a pool listens that ends requests after a second (request_terminate_timeout).</summary>
    public string HurriedSocket => $"{_folder.FullName}/run/hurried.sock";

    public string DatabaseSocket => $"{_folder.FullName}/run/db.sock";

    /// <summary>What PHP-FPM wrote so far.</summary>
    public string Log => File.ReadAllText($"{_folder.FullName}/log/php-fpm.log");

    public Task InitializeAsync() => UpAsync();

    public Task DisposeAsync() => RunAsync("down", "--purge");

    /// <summary>Starts what does not run.</summary>
    internal Task UpAsync() => RunAsync("up");

    /// <summary>Stops a part: <c>php</c> or <c>database</c>.</summary>
    internal Task DownAsync(string part) => RunAsync("down", part);

    /// <summary>A gateway in front of it, with the settings that <c>run --root --php --preset wordpress</c> makes.</summary>
    internal Task<RunningGateway> BehindAsync(string? socket = null, Func<FilesSettings, FilesSettings>? change = null)
    {
        var files = new FilesSettings { Root = Root, Php = "php", Preset = "wordpress" };
        return RunningGateway.StartAsync(new GatewaySettings
        {
            Listen = [new ListenSettings { Url = "http://127.0.0.1:0" }],
            Upstreams = [new UpstreamSettings { Name = "php", Servers = [$"fastcgi+unix:{socket ?? Socket}"], Timeouts = RunningGateway.LongLimits }],
            Sites = [new SiteSettings { Name = "site", Hosts = ["*"], Routes = [], Files = change?.Invoke(files) ?? files }],
            Admin = new AdminSettings { Listen = "off" },
        });
    }

    private static string Scripts()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Goodgate.slnx")))
        {
            folder = folder.Parent.ShouldNotBeNull("the repository is above the tests");
        }

        return Path.Combine(folder.FullName, "tests", "wordpress");
    }

    private async Task RunAsync(string script, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Path.Combine(Scripts(), script), [_folder.FullName, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        using var limit = new CancellationTokenSource(Patience);
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
        await process.WaitForExitAsync(limit.Token);
        process.ExitCode.ShouldBe(0, string.Concat(said));
    }
}
