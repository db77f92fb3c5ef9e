using System.Diagnostics;
using System.Globalization;

namespace Goodgate.EndToEnd.RealServers;

/// <summary>
/// A network of its own, in which a test may be root: a loopback, and the routes and packet filters it asks for. A shell lives in it and
/// carries out commands; all that they start ends with it.
/// </summary>
internal sealed class NetworkNamespace : IAsyncDisposable
{
    private const string Mark = "---- exit ";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    // As anybody, who is root inside; or as a root whose system forbids user namespaces.
    private static readonly string[][] Ways = [["--user", "--map-root-user"], []];

    // What a test needs to be able to do inside; each must work, or the namespace is of no use.
    private const string Rehearsal = "ip link set lo up && ip route add unreachable 10.8.0.0/16 && nft add table inet rehearsal && nft delete table inet rehearsal";

    private readonly Process _shell;

    private NetworkNamespace(Process shell) => _shell = shell;

    /// <summary>Opens one.</summary>
    /// <returns>The namespace, or why this machine allows none.</returns>
    public static async Task<(NetworkNamespace? Opened, string WhyNot)> OpenAsync()
    {
        var refusals = new List<string>();
        foreach (var way in Ways)
        {
            var opened = new NetworkNamespace(Start(way));
            var (exit, said) = await opened.TryAsync(Rehearsal);
            if (exit == 0)
            {
                return (opened, "");
            }

            refusals.Add($"unshare --net {string.Join(' ', way)}: {said.Trim()}");
            await opened.DisposeAsync();
        }

        return (null, string.Join("; ", refusals));
    }

    /// <summary>Carries out shell commands; they must succeed.</summary>
    /// <returns>What they said.</returns>
    public async Task<string> RunAsync(string commands)
    {
        var (exit, said) = await TryAsync(commands);
        exit.ShouldBe(0, $"{commands}\n{said}");
        return said;
    }

    public async ValueTask DisposeAsync()
    {
        _shell.StandardInput.Close();
        try
        {
            // The shell is the first process of its own process namespace: when it ends, the system ends the others.
            await _shell.WaitForExitAsync().WaitAsync(Patience);
        }
        finally
        {
            if (!_shell.HasExited)
            {
                _shell.Kill(entireProcessTree: true);
            }

            _shell.Dispose();
        }
    }

    private static Process Start(string[] way)
    {
        var start = new ProcessStartInfo("unshare", [.. way, "--net", "--pid", "--fork", "--kill-child", "sh"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // ip, nft and nginx are where only root looks.
        start.Environment["PATH"] += ":/usr/sbin:/sbin";
        return Process.Start(start)!;
    }

    private async Task<(int Exit, string Said)> TryAsync(string commands)
    {
        try
        {
            await _shell.StandardInput.WriteAsync($"{{ {commands}\n}} </dev/null 2>&1\nexit=$?; echo; echo '{Mark}'$exit\n");
            await _shell.StandardInput.FlushAsync();
        }
        catch (IOException)
        {
            // unshare was refused and has ended; what it said is read below.
        }

        var said = new List<string>();
        while (await _shell.StandardOutput.ReadLineAsync().WaitAsync(Patience) is { } line)
        {
            if (line.StartsWith(Mark, StringComparison.Ordinal))
            {
                return (int.Parse(line[Mark.Length..], CultureInfo.InvariantCulture), string.Join('\n', said));
            }

            said.Add(line);
        }

        return (-1, await _shell.StandardError.ReadToEndAsync().WaitAsync(Patience));
    }
}
