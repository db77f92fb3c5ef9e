using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Goodgate.Cli.Tests.Fpm;

/// <summary><c>goodgate fpm</c> against a scripted pool; the real one is asked by the end-to-end tests.</summary>
public sealed class FpmCommandTests
{
    private const string Status = """
        {"pool":"shop","process manager":"dynamic","start time":1795824414,"start since":7200,"accepted conn":812,"listen queue":0,"max listen queue":0,"listen queue len":0,"idle processes":1,"active processes":2,"total processes":3,"max active processes":3,"max children reached":4,"slow requests":7,"processes":[{"pid":4000001,"state":"Running","start time":1795824414,"start since":3,"requests":12,"request duration":131275341,"request method":"GET","request uri":"\/cron.php?key=secret","content length":0,"user":"-","script":"\/srv\/\u001b[31mcron.php","last request cpu":0.00,"last request memory":0},{"pid":4000002,"state":"Idle","start time":1795824414,"start since":3,"requests":7,"request duration":384,"request method":"POST","request uri":"\/","content length":12,"user":"-","script":"\/srv\/index.php","last request cpu":97.50,"last request memory":2097152}]}
        """;

    private const string Pool = """
        [shop]
        user = shop
        listen = FOLDER/shop.sock
        listen.owner = shop
        pm = dynamic
        pm.max_children = 4
        pm.min_spare_servers = 1
        pm.max_spare_servers = 3
        pm.status_path = /fpm-status

        """;

    [Theory]
    [InlineData("fpm", "'ADDRESS'")]
    [InlineData("fpm php", "\"php\": expected unix:/PATH or HOST:PORT")]
    [InlineData("fpm 127.0.0.1:1 --status-path status", "--status-path \"status\": expected a path that begins with /")]
    [InlineData("fpm 127.0.0.1:1 --conf none.conf", "none.conf\": no such file")]
    [InlineData("fpm 127.0.0.1:1 --cnf none.conf", "did you mean --conf?")]
    public async Task What_cannot_be_used_gets_one_line_and_exit_code_2(string typed, string expected)
    {
        await using var called = await Called.WithAsync(typed.Split(' '));
        called.ExitCode.ShouldBe(2);
        called.Error.Lines.ShouldHaveSingleItem().ShouldContain(expected);
    }

    [Fact]
    public async Task A_pipe_is_not_waited_for()
    {
        await using var called = new Called();
        using (var made = System.Diagnostics.Process.Start("mkfifo", [Path.Combine(called.Folder, "pipe")]))
        {
            await made.WaitForExitAsync();
        }

        (await called.ToEndAsync("fpm", "127.0.0.1:1", "--conf", "pipe")).ShouldBe(2);
        called.Error.Lines.ShouldHaveSingleItem().ShouldContain("pipe\": it is a pipe, a socket or a device, and no file");
    }

    [Fact]
    public async Task A_file_of_another_pool_says_which_it_has()
    {
        await using var called = new Called();
        called.Write("www.conf", "[www]\nlisten = /run/www.sock\n");
        await called.ToEndAsync("fpm", "unix:/run/other.sock", "--conf", "www.conf");
        called.ExitCode.ShouldBe(2);
        called.Error.ToString().ShouldContain("listens on /run/other.sock: [www] listens on /run/www.sock");
    }

    [Fact]
    public async Task A_pool_is_shown_with_who_holds_it_and_what_to_change()
    {
        await using var called = new Called();
        using var pool = Start(called, ScriptedPool.Page("Status: 200 OK", Status));
        await called.ToEndAsync("fpm", $"unix:{called.Folder}/shop.sock", "--conf", Conf(called));
        called.ExitCode.ShouldBe(1);
        string[] expected =
        [
            "workers   2 busy, 1 idle, of 4 there may be · most ever busy 3 · limit reached 4 times",
            "queue     0 wait, room for 16",
            "requests  812 taken · 0.11 a second since the start · 7 slow",
            "held      2 min 11 s by 4000001: GET /cron.php · /srv/\\x1B[31mcron.php",
            "problem: The pool is too small, or its scripts are too slow.",
            "hint: Turn the slow log on.",
        ];
        foreach (var line in expected)
        {
            called.Out.ToString().ShouldContain(line);
        }

        called.Out.ToString().ShouldNotContain("secret");
        called.Out.ToString().ShouldNotContain("\u001b");
    }

    [Fact]
    public async Task A_terminal_gets_bars_and_programs_get_JSON()
    {
        await using var called = new Called(terminal: true, width: 110);
        using var pool = Start(called, ScriptedPool.Page("Status: 200 OK", Status));
        await called.ToEndAsync("fpm", $"{called.Folder}/shop.sock", "--conf", Conf(called));
        var bar = called.Out.Lines.First(line => line.Contains("2 busy", StringComparison.Ordinal));
        (bar.Count(c => c == '█'), bar.Count(c => c == '░')).ShouldBe((12, 12), "two of four");
        called.Out.ToString().ShouldContain("2 min 11 s");

        var before = called.Out.ToString().Length;
        await called.ToEndAsync("fpm", $"{called.Folder}/shop.sock", "--conf", Conf(called), "--json");
        var root = JsonDocument.Parse(called.Out.ToString()[before..]).RootElement;
        root.GetProperty("pool").GetString().ShouldBe("shop");
        root.GetProperty("max_children").GetInt32().ShouldBe(4);
        root.GetProperty("queue").GetProperty("waiting").GetInt32().ShouldBe(0);
        root.GetProperty("status").GetProperty("processes")[0].GetProperty("duration").GetDouble().ShouldBe(131.275341);
        root.GetProperty("advice")[0].GetProperty("id").GetString().ShouldBe("max-children");
        root.TryGetProperty("problem", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Without_a_status_page_the_two_lines_are_given()
    {
        await using var called = new Called();
        using var pool = Start(called, ScriptedPool.Page("Status: 404 Not Found", "File not found."));
        await called.ToEndAsync("fpm", $"{called.Folder}/shop.sock", "--conf", Conf(called, without: "pm.status_path"));
        called.ExitCode.ShouldBe(1);
        called.Out.ToString().ShouldContain("FPM answers, but its status page is off");
        called.Out.ToString().ShouldContain("          pm.status_path = /fpm-status\n");
        called.Out.ToString().ShouldContain($"          pm.status_listen = {called.Folder}/shop-status.sock\n");
    }

    [Fact]
    public async Task A_pool_that_answers_nobody_is_called_full_with_the_kernels_numbers()
    {
        await using var called = new Called();
        using var pool = Start(called, answer: null);
        using var waiting = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        waiting.Connect(new UnixDomainSocketEndPoint($"{called.Folder}/shop.sock"));
        await called.ToEndAsync("fpm", $"{called.Folder}/shop.sock", "--conf", Conf(called));
        called.ExitCode.ShouldBe(1);
        called.Out.ToString().ShouldContain("no worker answered within 2 s (1 wait, room for 16, says the kernel)");
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n", "what answers there speaks HTTP and no FastCGI")]
    [InlineData("hello, hello, hello", "what answers there does not speak FastCGI")]
    public async Task What_is_no_FPM_is_said(string answer, string expected)
    {
        await using var called = new Called();
        using var pool = Start(called, Encoding.ASCII.GetBytes(answer));
        await called.ToEndAsync("fpm", $"{called.Folder}/shop.sock");
        called.ExitCode.ShouldBe(1);
        called.Out.ToString().ShouldContain(expected);
    }

    [Fact]
    public async Task A_socket_that_is_not_there_is_one_sentence()
    {
        await using var called = new Called();
        using var pool = Start(called, answer: null);
        await called.ToEndAsync("fpm", $"{called.Folder}/php.sock");
        called.ExitCode.ShouldBe(1);
        called.Out.ToString().ShouldContain($"problem   there is no socket {called.Folder}/php.sock; there are in {called.Folder}: shop.sock.");
    }

    [Fact]
    public async Task A_path_of_the_file_does_not_reach_the_terminal_as_it_is()
    {
        await using var called = new Called();
        using var pool = Start(called, answer: null);
        using var left = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        left.Bind(new UnixDomainSocketEndPoint($"{called.Folder}/\u001b[31m.sock"));
        var conf = Conf(called);
        await File.AppendAllTextAsync(conf, $"pm.status_listen = \"{called.Folder}/\u001b[31m.sock\"\n");
        await called.ToEndAsync("fpm", $"{called.Folder}/shop.sock", "--conf", conf);
        called.Out.ToString().ShouldContain($"problem   nobody listens on {called.Folder}/\\x1B[31m.sock");
        called.Out.ToString().ShouldNotContain("\u001b");
    }

    [Fact]
    public async Task Problems_of_the_file_have_file_and_line()
    {
        await using var called = new Called();
        using var pool = Start(called, ScriptedPool.Page("Status: 200 OK", Status));
        var conf = Conf(called);
        await File.AppendAllTextAsync(conf, "pm.max_chidren = 7\n");
        await called.ToEndAsync("fpm", $"{called.Folder}/shop.sock", "--conf", conf);
        called.ExitCode.ShouldBe(1);
        called.Out.ToString().ShouldContain($"{conf}:10: error unknown-directive: unknown directive \"pm.max_chidren\"; did you mean pm.max_children?");
    }

    [Fact]
    public async Task Watched_into_a_pipe_it_is_a_line_a_second_until_stopped()
    {
        await using var called = new Called();
        using var pool = Start(called, ScriptedPool.Page("Status: 200 OK", Status));
        var running = called.Start("fpm", $"{called.Folder}/shop.sock", "--conf", Conf(called), "--watch");
        (await called.Out.LineWithAsync("shop 2 busy, 1 idle")).ShouldContain("longest /srv/");
        called.Signals.RequestStop(Cli.Running.StopSignal.Interrupt);
        (await running).ShouldBe(1);
        called.Out.ToString().ShouldContain("workers   2 busy");
    }

    private static ScriptedPool Start(Called called, byte[]? answer) => new($"{called.Folder}/shop.sock", answer);

    private static string Conf(Called called, string? without = null) => called.Write("shop.conf", string.Join('\n', Pool
        .Replace("FOLDER", called.Folder, StringComparison.Ordinal).Split('\n').Where(line => without is null || !line.StartsWith(without, StringComparison.Ordinal))));
}
