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

    /// <summary>Workers of the pool.</summary>
    public const int Workers = 8;

    // An empty database, an installation and ten posts: some seconds here, many more on a slow machine that is busy.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("goodgate-wordpress-");

    /// <summary>The folder that is served.</summary>
    public string Root => $"{_folder.FullName}/www";

    /// <summary>Where the pool listens.</summary>
    public string Socket => $"{_folder.FullName}/run/php.sock";

    /// <summary>Where a pool listens that ends requests after a second (request_terminate_timeout).</summary>
    public string HurriedSocket => $"{_folder.FullName}/run/hurried.sock";

    public string DatabaseSocket => $"{_folder.FullName}/run/db.sock";

    /// <summary>PHP-FPM's own file.</summary>
    public string Conf => $"{_folder.FullName}/etc/php-fpm.conf";

    /// <summary>PHP-FPM's log.</summary>
    public string LogFile => $"{_folder.FullName}/log/php-fpm.log";

    /// <summary>What PHP-FPM wrote so far.</summary>
    public string Log => File.ReadAllText(LogFile);

    /// <summary>Pages that are held (<c>?trouble=held</c>) end when it is there.</summary>
    public string GoFile => $"{_folder.FullName}/tmp/go";

    public Task InitializeAsync() => UpAsync();

    public Task DisposeAsync() => RunAsync("down", "--purge");

    /// <summary>Starts what does not run.</summary>
    internal Task UpAsync() => RunAsync("up");

    /// <summary>Stops a part: <c>php</c> or <c>database</c>.</summary>
    internal Task DownAsync(string part) => RunAsync("down", part);

    /// <summary>Kills a part (SIGKILL), with all its processes.</summary>
    internal Task KillAsync(string part) => RunAsync("down", part, "--kill");

    /// <summary>Ends the pages that are held.</summary>
    internal void LetGo() => File.WriteAllText(GoFile, "");

    /// <summary>A gateway in front of it, with the settings that <c>run --root --php --preset wordpress</c> makes.</summary>
    /// <param name="socket">Where its pool listens; null = <see cref="Socket"/>.</param>
    /// <param name="change">Changes what is said of the files.</param>
    /// <param name="pool">What is said of the pool; null = nothing.</param>
    /// <param name="limits">Limits of time; null = none that a test reaches.</param>
    /// <param name="cache">What is cached; null = nothing.</param>
    internal async Task<RunningGateway> BehindAsync(string? socket = null, Func<FilesSettings, FilesSettings>? change = null, FpmPoolSettings? pool = null, TimeoutSettings? limits = null, CacheSettings? cache = null)
    {
        File.Delete(GoFile);
        var files = new FilesSettings { Root = Root, Php = "php", Preset = "wordpress" };
        return await RunningGateway.StartAsync(new GatewaySettings
        {
            Listen = [new ListenSettings { Url = "http://127.0.0.1:0" }],
            Upstreams = [new UpstreamSettings { Name = "php", Servers = [$"fastcgi+unix:{socket ?? Socket}"], Timeouts = limits ?? RunningGateway.LongLimits, FastCgi = new FastCgiSettings { Pool = pool ?? new FpmPoolSettings() } }],
            Sites = [new SiteSettings { Name = "site", Hosts = ["*"], Routes = [], Files = change?.Invoke(files) ?? files, Cache = cache }],
            Admin = new AdminSettings { Listen = "off" },
        });
    }

    /// <summary>Folder with Goodgate.slnx.</summary>
    internal static string Repository { get; } = FindRepository();

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Goodgate.slnx")))
        {
            folder = folder.Parent.ShouldNotBeNull("the repository is above the tests");
        }

        return folder.FullName;
    }

    private async Task RunAsync(string script, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Path.Combine(Repository, "tests", "wordpress", script), [_folder.FullName, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,

            // A run that is killed leaves nothing behind.
            Environment = { ["OWNER"] = $"{Environment.ProcessId}" },
        })!;
        using var limit = new CancellationTokenSource(Patience);
        string[] said;
        try
        {
            said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
            await process.WaitForExitAsync(limit.Token);
        }
        finally
        {
            // One that goes on would start servers in a folder that is gone.
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }

        process.ExitCode.ShouldBe(0, string.Concat(said));
    }
}
