using System.Net;
using System.Net.Http;
using System.Text.Json;
using Goodgate.Lab.Origin;

namespace Goodgate.Cli.Tests.Running;

/// <summary>The built program as an operator meets it: signals and exit codes of a real process.</summary>
public sealed class ProgramTests
{
    private const int Hangup = 1;
    private const int Interrupt = 2;
    private const int UserOne = 10;
    private const int Kill = 9;
    private const int Terminate = 15;

    [Theory]
    [InlineData(Terminate)]
    [InlineData(Interrupt)]
    public async Task An_idle_gateway_stops_with_0(int signal)
    {
        using var program = Child.Program("run", "--to", "http://127.0.0.1:1", "--listen", "http://127.0.0.1:0", "--admin", "off");
        await program.Out.LineWithAsync("admin");
        program.Signal(signal);
        (await program.ExitAsync()).ShouldBe(0);
        program.Error.ToString().ShouldBeEmpty();
    }

    [Fact]
    public async Task The_second_signal_ends_what_is_under_way()
    {
        await using var origin = HealthyOrigin.Start();
        using var program = Child.Program("run", "--to", origin.Url, "--listen", "http://127.0.0.1:0", "--admin", "off");
        var url = (await program.Out.LineWithAsync("listening")).Split(' ')[^1];
        using var http = new HttpClient();
        using var response = await http.GetAsync(new Uri(url + "/slow?bytes=1000&piece=1&interval=600000"), HttpCompletionOption.ResponseHeadersRead);
        program.Signal(Interrupt);
        await program.Error.LineWithAsync("1 request under way");
        program.Signal(Interrupt);
        (await program.ExitAsync()).ShouldBe(130);
    }

    [Fact]
    public async Task Hangup_and_user_one_do_not_stop_it()
    {
        using var program = Child.Program("run", "--to", "http://127.0.0.1:1", "--listen", "http://127.0.0.1:0", "--admin", "off");
        await program.Out.LineWithAsync("admin");
        program.Signal(Hangup);
        await program.Error.LineWithAsync("nothing to reload");
        program.Signal(UserOne);
        await program.Error.LineWithAsync("logs reopened");
        program.Signal(Terminate);
        (await program.ExitAsync()).ShouldBe(0);
    }

    [Theory]
    [InlineData(Interrupt, 130)]
    [InlineData(Terminate, 143)]
    public async Task The_lab_ends_when_told_to(int signal, int exitCode)
    {
        using var program = Child.Program("lab", "connect-refused");
        (await program.Out.LineWithAsync("connect-refused")).ShouldMatch(@"^connect-refused\thttp://127\.0\.0\.1:\d+\t");
        program.Signal(signal);
        (await program.ExitAsync()).ShouldBe(exitCode);
    }

    [Fact]
    public async Task A_mistake_ends_it_with_2()
    {
        using var program = Child.Program("run", "--lisen", "x");
        (await program.ExitAsync()).ShouldBe(2);
        program.Error.Lines.ShouldHaveSingleItem().ShouldContain("did you mean --listen?");
    }

    [Fact]
    public async Task A_file_limit_below_its_own_needs_ends_it_with_1()
    {
        using var program = Child.WithFileLimit(256, "run", "--to", "http://127.0.0.1:1", "--listen", "http://127.0.0.1:0", "--admin", "off");
        (await program.ExitAsync()).ShouldBe(1);
        program.Out.ToString().ShouldBeEmpty();
        program.Error.Lines.ShouldHaveSingleItem().ShouldBe("goodgate: cannot start: only 256 files may be open at once, and the program needs 304 for itself;"
            + " raise it (ulimit -Hn, or LimitNOFILE= in the systemd unit) to 4096 or more.");
    }

    [Fact]
    public async Task A_low_file_limit_is_told_and_it_serves()
    {
        await using var origin = HealthyOrigin.Start();
        using var program = Child.WithFileLimit(512, "run", "--to", origin.Url, "--listen", "http://127.0.0.1:0", "--admin", "off");
        var url = (await program.Out.LineWithAsync("listening")).Split(' ')[^1];
        (await program.Error.LineWithAsync("only 512 files may be open at once")).ShouldBe(
            "goodgate: warning: only 512 files may be open at once, enough for about 104 requests at a time; raise it (ulimit -Hn, or LimitNOFILE= in the systemd unit)");
        using var http = new HttpClient();
        (await http.GetStringAsync(new Uri(url))).ShouldBe("healthy\n");
        program.Signal(Terminate);
        (await program.ExitAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_killed_gateway_leaves_its_failures_to_the_next_and_to_explain()
    {
        var folder = Directory.CreateTempSubdirectory("goodgate-data-").FullName;
        string[] run = ["run", "--to", "http://127.0.0.1:1", "--listen", "http://127.0.0.1:0", "--admin", "127.0.0.1:0", "--data", folder];
        using var http = new HttpClient();
        using (var first = Child.Program(run))
        {
            var url = (await first.Out.LineWithAsync("listening")).Split(' ')[^1];
            using var request = new HttpRequestMessage(HttpMethod.Get, url) { Headers = { { "X-Request-ID", "before-the-crash" } } };
            using var response = await http.SendAsync(request);
            response.StatusCode.ShouldBe(HttpStatusCode.BadGateway);
            await KeptAsync(http, (await first.Out.LineWithAsync("admin")).Split(' ')[^1]);
            first.Signal(Kill);
            await first.ExitAsync();
        }

        using (var explain = Child.Program("explain", "before-the-crash", "--data", folder))
        {
            (await explain.ExitAsync()).ShouldBe(0);
            explain.Out.ToString().ShouldContain("connect-refused: ");
        }

        using (var second = Child.Program(run))
        {
            var admin = (await second.Out.LineWithAsync("admin")).Split(' ')[^1];
            using var page = await JsonDocument.ParseAsync(await http.GetStreamAsync(new Uri(admin + "/api/verdicts?request_id=before-the-crash")));
            page.RootElement.GetProperty("verdicts")[0].GetProperty("cause").GetString().ShouldBe("connect-refused");
            using var third = Child.Program(run);
            (await third.ExitAsync()).ShouldBe(1);
            third.Error.Lines.ShouldHaveSingleItem().ShouldMatch($@"^goodgate: the data folder {folder} cannot be used: another running goodgate \(process \d+\) uses it\. ");
            second.Signal(Terminate);
            (await second.ExitAsync()).ShouldBe(0);
        }

        Directory.Delete(folder, recursive: true);
    }

    // A failure is on disk a moment after its answer; the metrics say when.
    private static async Task KeptAsync(HttpClient http, string admin)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!(await http.GetStringAsync(new Uri(admin + "/metrics"), limit.Token)).Contains("goodgate_kept_failures_total 1\n", StringComparison.Ordinal))
        {
        }
    }
}
