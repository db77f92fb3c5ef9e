using System.Diagnostics;
using System.Net;
using Goodgate.EndToEnd.Stage;

namespace Goodgate.EndToEnd.WordPress;

/// <summary>The program itself, as its user starts it; before a WordPress: <c>goodgate run --root … --php unix:… --preset wordpress</c>.</summary>
internal sealed class GoodgateCommand : IAsyncDisposable
{
    private const string Listening = "listening";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // Root may open everything; without these two capabilities it is held to the file's mode as anybody is (capabilities(7)).
    private static readonly string[] Unprivileged = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search", "--inh-caps", "-all"];

    private readonly Process _process;
    private readonly List<string> _lines = [];

    private GoodgateCommand(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary><c>http://127.0.0.1:41234</c>.</summary>
    public string Url { get; private set; } = "";

    /// <summary>The failures it told of: lines that begin with their time.</summary>
    public IReadOnlyList<string> Failures
    {
        get
        {
            lock (_lines)
            {
                return [.. _lines.Where(line => line.Length > 0 && char.IsAsciiDigit(line[0]))];
            }
        }
    }

    /// <summary>Before a WordPress.</summary>
    /// <param name="site">The site.</param>
    /// <param name="withoutRootsRights">True to hold it to the modes of files, whoever runs the test.</param>
    /// <param name="root">Other files with the same workers; null = the site's.</param>
    public static Task<GoodgateCommand> StartAsync(WordPressSite site, bool withoutRootsRights = false, string? root = null) => StartAsync(
        withoutRootsRights && Environment.IsPrivilegedProcess ? Unprivileged : [],
        "run", "--root", root ?? site.Root, "--php", $"unix:{site.Socket}", "--preset", "wordpress", "--listen", "http://127.0.0.1:0", "--admin", "off");

    /// <summary>The program with these arguments.</summary>
    /// <param name="before">What starts it; empty = nothing.</param>
    /// <param name="arguments">Its arguments.</param>
    public static async Task<GoodgateCommand> StartAsync(string[] before, params string[] arguments)
    {
        string[] all = [.. before, Environment.ProcessPath is { } host && host.EndsWith("dotnet", StringComparison.Ordinal) ? host : "dotnet",
            "exec", Path.Combine(AppContext.BaseDirectory, "goodgate.dll"), .. arguments];
        var command = new GoodgateCommand(Process.Start(new ProcessStartInfo(all[0], all[1..]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!);
        try
        {
            command.Url = (await command.SaidAsync(Listening))[Listening.Length..].Trim();
            return command;
        }
        catch
        {
            await command.DisposeAsync();
            throw;
        }
    }

    /// <summary>One GET on a connection of its own.</summary>
    public async Task<Answer> GetAsync(string target, string fields = "")
    {
        var url = new Uri(Url);
        using var client = await RawClient.ConnectAsync(new IPEndPoint(IPAddress.Parse(url.Host), url.Port));
        return await client.AskAsync($"GET {target} HTTP/1.1\r\nHost: site.test\r\n{fields}\r\n");
    }

    /// <summary>Waits for a line with these words.</summary>
    /// <returns>The line.</returns>
    public async Task<string> SaidAsync(string words)
    {
        await Eventually.IsSoAsync(() => _process.HasExited || Line(words) is not null, $"it says \"{words}\"");
        return Line(words).ShouldNotBeNull($"it ended without saying \"{words}\"");
    }

    /// <summary>Ends it at once (SIGKILL).</summary>
    public Task KillAsync()
    {
        _process.Kill();
        return _process.WaitForExitAsync().WaitAsync(Patience);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
            await kill.WaitForExitAsync();
            await _process.WaitForExitAsync().WaitAsync(Patience);
        }

        _process.Dispose();
    }

    private string? Line(string words)
    {
        lock (_lines)
        {
            return _lines.Find(line => line.Contains(words, StringComparison.Ordinal));
        }
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            lock (_lines)
            {
                _lines.Add(line);
            }
        }
    }
}
