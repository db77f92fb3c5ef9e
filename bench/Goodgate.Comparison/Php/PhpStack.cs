using System.Globalization;
using Goodgate.Comparison.Proxies;

namespace Goodgate.Comparison.Php;

/// <summary>A WordPress with PHP-FPM and MariaDB of its own (tests/wordpress), in the run's folder.</summary>
public sealed class PhpStack : IAsyncDisposable
{
    // What PHP-FPM's own file of a pool names; left out, it is the most that the system allows (net.core.somaxconn).
    private const string Backlog = "511";

    private readonly string _folder;
    private readonly string _cores;
    private readonly int _workers;

    private PhpStack(string folder, int workers, string cores) => (_folder, _workers, _cores) = (folder, workers, cores);

    /// <summary>The folder both programs serve.</summary>
    public string Root => $"{_folder}/www";

    /// <summary>Where the pool listens.</summary>
    public string Socket => $"{_folder}/run/php.sock";

    /// <summary>Both programs, before the same pool.</summary>
    public IReadOnlyList<Proxy> Proxies => [new NginxBeforePhp(this), new GoodgateBeforePhp(this)];

    /// <summary>Brings it up.</summary>
    /// <param name="workplace">Where its folder is made.</param>
    /// <param name="workers">Workers of the pool.</param>
    /// <param name="cores">Cores it runs on, as taskset takes them.</param>
    /// <exception cref="BenchmarkException">It did not come up; with what the script said.</exception>
    public static async Task<PhpStack> StartAsync(Workplace workplace, int workers, string cores)
    {
        var stack = new PhpStack(workplace.Folder("wordpress"), workers, cores);
        await stack.UpAsync();
        await File.WriteAllTextAsync($"{stack.Root}/empty.php", "<?php");

        // What every program is asked for before it is measured.
        await File.WriteAllTextAsync($"{stack.Root}/1k", new string('x', 1024));
        return stack;
    }

    /// <summary>Ends PHP-FPM and starts it again: nothing that was asked before is in its queue or its workers.</summary>
    public async Task RenewAsync()
    {
        await Command.RunAsync(Script("down"), _folder, "php");
        await UpAsync();
    }

    public async ValueTask DisposeAsync() => await Command.RunAsync(Script("down"), _folder);

    private async Task UpAsync()
    {
        await Command.RunAsync("taskset", "-c", _cores, "env", string.Create(CultureInfo.InvariantCulture, $"WORKERS={_workers}"), $"BACKLOG={Backlog}", string.Create(CultureInfo.InvariantCulture, $"OWNER={Environment.ProcessId}"), Script("up"), _folder);

        // nginx's workers run as nobody when the run belongs to root.
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Socket, (UnixFileMode)Convert.ToInt32("666", 8));
        }
    }

    private static string Script(string name) => Path.Combine(Workplace.Repository, "tests", "wordpress", name);
}
