using System.Diagnostics;
using System.Runtime.Versioning;
using Goodgate.EndToEnd.Stage;
using Goodgate.Gateway.Fpm.Files;
using Goodgate.Gateway.Fpm.Polling;

namespace Goodgate.EndToEnd.RealServers;

/// <summary>A real PHP-FPM with one pool, in a folder of its own.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class PhpFpm : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("goodgate-fpm-");
    private Process? _process;

    private PhpFpm()
    {
        // The workers are another user; a temporary folder is closed to them.
        File.SetUnixFileMode(_folder.FullName, (UnixFileMode)Convert.ToInt32("755", 8));
    }

    public static string Program { get; } = Directory.EnumerateFiles("/usr/sbin", "php-fpm*").Order(StringComparer.Ordinal).LastOrDefault() ?? "php-fpm";

    public string Folder => _folder.FullName;

    public string Socket => $"{_folder.FullName}/site.sock";

    public string Conf => $"{_folder.FullName}/php-fpm.conf";

    public string Log => $"{_folder.FullName}/fpm.log";

    public FpmAddress Address => FpmAddress.Parse(Socket, out _)!;

    public FpmAddress StatusAddress => FpmAddress.Parse($"{_folder.FullName}/status.sock", out _)!;

    public Pool Pool => FpmConfiguration.Read(Conf).Pools[0];

    /// <summary>Starts one.</summary>
    /// <param name="lines">How many workers, and whatever else the pool has.</param>
    public static Task<PhpFpm> StartAsync(params string[] lines) => StartAsync(lines, []);

    /// <summary>Starts one.</summary>
    /// <param name="lines">How many workers, and whatever else the pool has.</param>
    /// <param name="options">For the program: <c>-n</c> = no php.ini.</param>
    public static async Task<PhpFpm> StartAsync(string[] lines, string[] options)
    {
        var server = new PhpFpm();
        server.Write(lines);
        server._process = Process.Start(new ProcessStartInfo(Program, [.. options, "-y", server.Conf, "-F"]) { UseShellExecute = false, RedirectStandardError = true })!;
        server._process.ErrorDataReceived += (_, _) => { };
        server._process.BeginErrorReadLine();
        try
        {
            await Eventually.IsSoAsync(() => server._process.HasExited || server.IsReady(), "FPM listens, and all its workers have begun");
            server._process.HasExited.ShouldBeFalse(server._process.HasExited && File.Exists(server.Log) ? await File.ReadAllTextAsync(server.Log) : "");
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    /// <summary>What <c>php-fpm -t</c> says of a pool that only has these lines besides where it listens.</summary>
    /// <returns>Whether it would start, and its words.</returns>
    public static async Task<(bool Accepted, string Said, FpmConfiguration Read)> TryAsync(params string[] lines)
    {
        using var server = new PhpFpm();
        server.Write(lines);
        using var process = Process.Start(new ProcessStartInfo(Program, ["-t", "-y", server.Conf]) { UseShellExecute = false, RedirectStandardError = true })!;
        var said = await process.StandardError.ReadToEndAsync().WaitAsync(Patience);
        await process.WaitForExitAsync();
        return (process.ExitCode == 0, said, FpmConfiguration.Read(server.Conf));
    }

    /// <summary>Runs a script of these lines of PHP; the answer is its output.</summary>
    public async Task<FpmReply> RunAsync(string php, TimeSpan? patience = null)
    {
        var script = $"{_folder.FullName}/script{Guid.NewGuid():N}.php";
        await File.WriteAllTextAsync(script, $"<?php {php}");
        return await new FpmQuestion(Address, TimeProvider.System).AskAsync(script, "", patience ?? Patience, CancellationToken.None);
    }

    /// <summary>Writes a script of these lines of PHP.</summary>
    public void Write(string name, string php) => File.WriteAllText($"{Folder}/{name}", $"<?php {php}");

    /// <summary>Sends a signal to the first process.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", $"{_process!.Id}"]);
        kill.WaitForExit();
    }

    public async Task<PoolStatusReply> StatusAsync() => await new PoolPoll(StatusAddress, Address, TimeProvider.System).StatusAsync("/status", Patience, CancellationToken.None);

    public void Dispose()
    {
        if (_process is { HasExited: false })
        {
            // The first process ends its workers when it is asked, and at the second word at once.
            Signal("QUIT");
            Signal("TERM");
            if (!_process.WaitForExit(Patience))
            {
                _process.Kill(entireProcessTree: true);
                _process.WaitForExit();
            }
        }

        _process?.Dispose();
        _folder.Delete(recursive: true);
    }

    private void Write(string[] lines)
    {
        string[] account = Environment.UserName == "root" ? ["user = www-data", "group = www-data"] : [];
        string[] pool = ["[site]", .. account, $"listen = {Socket}", "listen.mode = 0600", "pm.status_path = /status", $"pm.status_listen = {StatusAddress.SocketPath}", "ping.path = /ping", .. lines];
        File.WriteAllText(Conf, $"[global]\nerror_log = {Log}\ndaemonize = no\n{string.Join('\n', pool)}\n");
    }

    // The sockets listen before the workers are there, and a worker has its name a moment after it was forked.
    private bool IsReady() => File.Exists(Log) && File.ReadAllText(Log).Contains("ready to handle connections", StringComparison.Ordinal)
        && File.ReadAllText($"/proc/{_process!.Id}/task/{_process.Id}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries).All(IsNamed);

    private static bool IsNamed(string worker)
    {
        try
        {
            return File.ReadAllText($"/proc/{worker}/cmdline").StartsWith("php-fpm: pool", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
