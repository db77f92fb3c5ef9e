using System.Text.Json;

namespace Goodgate.Cli.Tests.Commands;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("rnu", "unknown command \"rnu\"; did you mean run?")]
    [InlineData("xyzzy", "unknown command \"xyzzy\" (")]
    [InlineData("run --lisen http://127.0.0.1:1", "unknown option \"--lisen\" of goodgate run; did you mean --listen?")]
    [InlineData("run --lisen=http://127.0.0.1:1", "unknown option \"--lisen\" of goodgate run; did you mean --listen?")]
    [InlineData("run stray", "goodgate run does not take \"stray\"")]
    [InlineData("run --to", "'--to'")]
    [InlineData("lab --prt 4", "unknown option \"--prt\" of goodgate lab; did you mean --port?")]
    [InlineData("lab --port many", "--port \"many\": expected a number from 1 to 65535")]
    [InlineData("lab --listen nowhere", "--listen \"nowhere\": expected an address of this machine")]
    [InlineData("lab conect-refused", "no fault is called \"conect-refused\"; did you mean connect-refused?")]
    [InlineData("lab client-aborted", "no server can play client-aborted: The client makes it happen.")]
    [InlineData("explain --jsn", "unknown option \"--jsn\" of goodgate explain; did you mean --json?")]
    [InlineData("explain", "'WHAT'")]
    [InlineData("explain abc --admin http://127.0.0.1:1", "--admin \"http://127.0.0.1:1\": expected HOST:PORT")]
    [InlineData("explain abc --admin 127.0.0.1", "expected HOST:PORT")]
    [InlineData("demo --quik", "did you mean --quick?")]
    [InlineData("check -c nowhere.yaml extra", "goodgate check does not take \"extra\"")]
    public async Task A_mistake_gets_one_line_and_exit_code_2(string typed, string expected)
    {
        await using var called = await Called.WithAsync(typed.Split(' '));
        called.ExitCode.ShouldBe(2);
        called.Error.Lines.Length.ShouldBe(1);
        called.Error.ToString().ShouldStartWith("goodgate: ");
        called.Error.ToString().ShouldContain(expected);
        called.Out.ToString().ShouldBeEmpty();
    }

    [Fact]
    public async Task Nothing_typed_shows_the_help_and_where_to_begin()
    {
        await using var called = await Called.WithAsync();
        called.ExitCode.ShouldBe(2);
        called.Error.ToString().ShouldContain("Commands:");
        called.Error.ToString().ShouldContain("goodgate demo");
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("run --help")]
    [InlineData("run --lisen --help")]
    public async Task Help_is_no_mistake(string typed)
    {
        await using var called = await Called.WithAsync(typed.Split(' '));
        called.ExitCode.ShouldBe(0);
        called.Out.ToString().ShouldContain("Usage:");
    }

    [Fact]
    public async Task Escapes_hostile_words()
    {
        await using var called = await Called.WithAsync("\u001b[31mred\u202e");
        called.ExitCode.ShouldBe(2);
        called.Error.ToString().ShouldNotContain("\u001b");
        called.Error.ToString().ShouldContain("\\x1B[31mred\\u{202E}");
    }

    [Fact]
    public async Task An_argument_that_begins_with_at_is_no_file_of_arguments()
    {
        await using var called = await Called.WithAsync("explain", "@/etc/passwd", "--admin", "127.0.0.1:1");
        called.ExitCode.ShouldBe(1);
        called.Error.ToString().ShouldContain("\"@/etc/passwd\"");
    }

    [Fact]
    public async Task Version_says_what_a_report_needs()
    {
        await using var text = await Called.WithAsync("version");
        text.ExitCode.ShouldBe(0);
        text.Out.Lines.Select(line => line.Split(' ')[0]).ShouldBe(["goodgate", "commit", "runtime", "system"]);
        await using var json = await Called.WithAsync("version", "--json");
        var root = JsonDocument.Parse(json.Out.ToString()).RootElement;
        root.GetProperty("version").GetString().ShouldBe(text.Out.Lines[0].Split(' ')[1]);
        root.GetProperty("runtime").GetString().ShouldStartWith(".NET 10");
    }
}
