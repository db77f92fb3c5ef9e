using Goodgate.Comparison.Proxies;

namespace Goodgate.Comparison.Php;

/// <summary>A WordPress with PHP-FPM and MariaDB of its own (tests/wordpress), in the run's folder, on the load generator's core.</summary>
public sealed class PhpStack : IAsyncDisposable
{
    private readonly string _folder;

    private PhpStack(string folder) => _folder = folder;

    /// <summary>The folder both programs serve.</summary>
    public string Root => $"{_folder}/www";

    /// <summary>Where the pool listens.</summary>
    public string Socket => $"{_folder}/run/php.sock";

    /// <summary>Both programs, before the same pool.</summary>
    public IReadOnlyList<Proxy> Proxies => [new NginxBeforePhp(this), new GoodgateBeforePhp(this)];

    /// <summary>Brings it up.</summary>
    /// <exception cref="BenchmarkException">It did not come up; with what the script said.</exception>
    public static async Task<PhpStack> StartAsync(Workplace workplace)
    {
        var stack = new PhpStack(workplace.Folder("wordpress"));
        await Command.RunAsync(Script("up"), stack._folder);

        // nginx's workers run as nobody when the run belongs to root.
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(stack.Socket, (UnixFileMode)Convert.ToInt32("666", 8));
        }

        await File.WriteAllTextAsync($"{stack.Root}/empty.php", "<?php");

        // What every program is asked for before it is measured.
        await File.WriteAllTextAsync($"{stack.Root}/1k", new string('x', 1024));
        return stack;
    }

    public async ValueTask DisposeAsync() => await Command.RunAsync(Script("down"), _folder);

    private static string Script(string name) => Path.Combine(Workplace.Repository, "tests", "wordpress", name);
}
