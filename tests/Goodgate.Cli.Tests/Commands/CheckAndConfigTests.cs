using System.Text.Json;

namespace Goodgate.Cli.Tests.Commands;

public sealed class CheckAndConfigTests
{
    // No port of this machine, which anybody may have.
    private const string Nowhere = "listen: ['http://127.0.0.1:0']\nadmin: {listen: 'off'}\n";
    private const string Good = Nowhere + "to: http://127.0.0.1:3000\n";
    private const string Bad = "upstreems: {}\nlisten: [htp://x]\n";
    private const string Unwise = Nowhere + "to: http://127.0.0.1:3000\ntrusted_proxies: [0.0.0.0/0]\n";

    [Theory]
    [InlineData(Good, 0, "good")]
    [InlineData(Unwise, 0, "0 errors, 1 warning")]
    [InlineData(Bad, 1, "2 errors")]
    public async Task Check_says_what_it_found(string file, int exitCode, string sum)
    {
        await using var called = new Called();
        called.Write("goodgate.yaml", file);
        (await called.ToEndAsync("check")).ShouldBe(exitCode);
        called.Out.ToString().ShouldContain(sum);
    }

    [Fact]
    public async Task Strict_makes_a_warning_a_problem()
    {
        await using var called = new Called();
        called.Write("mine.yaml", Unwise);
        (await called.ToEndAsync("check", "-c", "mine.yaml", "--strict")).ShouldBe(1);
    }

    [Fact]
    public async Task Problems_stand_where_editors_find_them()
    {
        await using var called = new Called();
        var path = called.Write("goodgate.yaml", Bad);
        await called.ToEndAsync("check", "--config", path);
        called.Error.Lines[0].ShouldStartWith($"{path}:1:1: ");
        called.Error.Lines[0].ShouldContain("did you mean \"upstreams\"?");
        called.Error.Lines[1].ShouldStartWith($"{path}:2:");
    }

    [Theory]
    [InlineData("check")]
    [InlineData("config")]
    public async Task A_file_that_is_not_there_is_exit_code_2(string command)
    {
        await using var called = await Called.WithAsync(command, "-c", "/nowhere/goodgate.yaml");
        called.ExitCode.ShouldBe(2);
        called.Error.ToString().ShouldContain("does not exist");
    }

    [Fact]
    public async Task Check_speaks_json()
    {
        await using var called = new Called();
        called.Write("goodgate.yaml", Bad);
        (await called.ToEndAsync("check", "--json")).ShouldBe(1);
        var root = JsonDocument.Parse(called.Out.ToString()).RootElement;
        root.GetProperty("errors").GetInt32().ShouldBe(2);
        var first = root.GetProperty("problems")[0];
        first.GetProperty("line").GetInt32().ShouldBe(1);
        first.GetProperty("severity").GetString().ShouldBe("error");
        first.GetProperty("did_you_mean").GetString().ShouldBe("upstreams");
        called.Error.ToString().ShouldBeEmpty();
    }

    [Fact]
    public async Task Config_shows_values_with_their_origin()
    {
        await using var called = new Called();
        called.Variables["PORT"] = "3000";
        called.Write("goodgate.yaml", "to: http://127.0.0.1:${PORT}\ndrain_timeout: 7s\n");
        (await called.ToEndAsync("config", "--effective", "--json")).ShouldBe(0);
        var values = JsonDocument.Parse(called.Out.ToString()).RootElement.EnumerateArray()
            .ToDictionary(one => one.GetProperty("path").GetString()!, one => (one.GetProperty("value").GetString(), one.GetProperty("origin").GetString()));
        values["drain_timeout"].Item1.ShouldBe("7s");
        values["drain_timeout"].Item2!.ShouldEndWith("goodgate.yaml:2");
        values["admin.listen"].ShouldBe(("127.0.0.1:9502", "default"));
        values.Values.ShouldContain(one => one.Item2!.Contains("environment PORT", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Config_alone_leaves_defaults_out()
    {
        await using var called = new Called();
        called.Write("goodgate.yaml", "to: http://127.0.0.1:3000\ndrain_timeout: 7s\n");
        (await called.ToEndAsync("config")).ShouldBe(0);
        called.Out.ToString().ShouldContain("drain_timeout");
        called.Out.ToString().ShouldNotContain("9502");
    }
}
