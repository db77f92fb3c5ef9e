using System.Net;
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
        using var program = new Child("run", "--to", "http://127.0.0.1:1", "--listen", "http://127.0.0.1:0", "--admin", "off");
        await program.Out.LineWithAsync("admin");
        program.Signal(signal);
        (await program.ExitAsync()).ShouldBe(0);
        program.Error.ToString().ShouldBeEmpty();
    }

    [Fact]
    public async Task The_second_signal_ends_what_is_under_way()
    {
        await using var origin = HealthyOrigin.Start();
        using var program = new Child("run", "--to", origin.Url, "--listen", "http://127.0.0.1:0", "--admin", "off");
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
        using var program = new Child("run", "--to", "http://127.0.0.1:1", "--listen", "http://127.0.0.1:0", "--admin", "off");
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
        using var program = new Child("lab", "connect-refused");
        (await program.Out.LineWithAsync("connect-refused")).ShouldMatch(@"^connect-refused\thttp://127\.0\.0\.1:\d+\t");
        program.Signal(signal);
        (await program.ExitAsync()).ShouldBe(exitCode);
    }

    [Fact]
    public async Task A_mistake_ends_it_with_2()
    {
        using var program = new Child("run", "--lisen", "x");
        (await program.ExitAsync()).ShouldBe(2);
        program.Error.Lines.ShouldHaveSingleItem().ShouldContain("did you mean --listen?");
    }

    [Fact]
    public async Task A_killed_gateway_leaves_its_failures_to_the_next_and_to_explain()
    {
        var folder = Directory.CreateTempSubdirectory("goodgate-data-").FullName;
        string[] run = ["run", "--to", "http://127.0.0.1:1", "--listen", "http://127.0.0.1:0", "--admin", "127.0.0.1:0", "--data", folder];
        using var http = new HttpClient();
        using (var first = new Child(run))
        {
            var url = (await first.Out.LineWithAsync("listening")).Split(' ')[^1];
            using var request = new HttpRequestMessage(HttpMethod.Get, url) { Headers = { { "X-Request-ID", "before-the-crash" } } };
            using var response = await http.SendAsync(request);
            response.StatusCode.ShouldBe(HttpStatusCode.BadGateway);
            await KeptAsync(http, (await first.Out.LineWithAsync("admin")).Split(' ')[^1]);
            first.Signal(Kill);
            await first.ExitAsync();
        }

        using (var explain = new Child("explain", "before-the-crash", "--data", folder))
        {
            (await explain.ExitAsync()).ShouldBe(0);
            explain.Out.ToString().ShouldContain("connect-refused: ");
        }

        using (var second = new Child(run))
        {
            var admin = (await second.Out.LineWithAsync("admin")).Split(' ')[^1];
            using var page = await JsonDocument.ParseAsync(await http.GetStreamAsync(new Uri(admin + "/api/verdicts?request_id=before-the-crash")));
            page.RootElement.GetProperty("verdicts")[0].GetProperty("cause").GetString().ShouldBe("connect-refused");
            using var third = new Child(run);
            (await third.ExitAsync()).ShouldBe(1);
            third.Error.Lines.ShouldHaveSingleItem().ShouldMatch($@"^goodgate: the data folder {folder} cannot be used: another running gateway \(process \d+\) uses it\. ");
            second.Signal(Terminate);
            (await second.ExitAsync()).ShouldBe(0);
        }

        Directory.Delete(folder, recursive: true);
    }

    // A failure is on disk a moment after its answer; the metrics say when.
    private static async Task KeptAsync(HttpClient http, string admin)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!(await http.GetStringAsync(new Uri(admin + "/metrics"), limit.Token)).Contains("goodgate_kept_failures_total 1\n", StringComparison.Ordinal))
        {
        }
    }
}
