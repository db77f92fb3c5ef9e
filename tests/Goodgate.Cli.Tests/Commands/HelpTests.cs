using System.CommandLine;
using Goodgate.Cli.Commands;

namespace Goodgate.Cli.Tests.Commands;

/// <summary>The help of every command is a page that one likes to read.</summary>
public sealed class HelpTests
{
    // A tall window; the longest, that of run, has some 45.
    private const int MostLines = 60;

    [Theory]
    [InlineData(true, 80)]
    [InlineData(true, 100)]
    [InlineData(false, 100)]
    public async Task Every_command_fits_the_screen(bool terminal, int width)
    {
        await using var any = new Called();
        foreach (var path in Paths(CommandLine.Tree(any.Session), []).ToList())
        {
            await using var called = new Called(terminal, width);
            (await called.ToEndAsync([.. path, "--help"])).ShouldBe(0);
            called.Out.Lines.Length.ShouldBeLessThan(MostLines, string.Join(' ', path));
            called.Out.Lines.Where(line => line.TrimEnd().Length > width).ShouldBeEmpty(string.Join(' ', path));
            called.Out.ToString().ShouldNotContain("[default:");
        }
    }

    [Theory]
    [InlineData("explain", " explain <WHAT> [options]", "  <WHAT>  A cause")]
    [InlineData("lab", " lab [<CAUSE>...] [options]", "  <CAUSE>  Causes or")]
    [InlineData("import", " import <SYSTEM> <FILE> [options]", "  <SYSTEM>  Whose")]
    [InlineData("completion", " completion <SHELL> [options]", "  <SHELL>  One of")]
    public async Task An_argument_is_shown_by_its_name(string command, string usage, string argument)
    {
        await using var called = await Called.WithAsync(command, "--help");
        
        // The first word is the name of the process: here that of the test.
        called.Out.Lines.ShouldContain(line => line.EndsWith(usage, StringComparison.Ordinal));
        called.Out.Lines.ShouldContain(line => line.StartsWith(argument, StringComparison.Ordinal));
        called.Out.ToString().ShouldNotContain("connect-timeout");
    }

    [Theory]
    [InlineData("explain")]
    [InlineData("lab")]
    public async Task Who_wants_the_list_is_told_where_it_is(string command)
    {
        await using var called = await Called.WithAsync(command, "--help");
        string.Join(' ', called.Out.Lines.Select(line => line.Trim())).ShouldContain("\"goodgate lab --list\" lists them");
    }

    [Fact]
    public async Task The_first_page_tells_what_commands_do_and_their_own_pages_how_they_end()
    {
        await using var all = await Called.WithAsync("--help");
        all.Out.ToString().ShouldNotContain("Exit 0");
        await using var one = await Called.WithAsync("check", "--help");
        one.Out.ToString().ShouldContain("Exit 0: good; 1: errors");
    }

    [Fact]
    public async Task Faults_are_still_suggested_for_lab()
    {
        const string Line = "goodgate lab connect-r";
        await using var called = await Called.WithAsync($"[suggest:{Line.Length}]", Line);
        called.Out.Lines.ShouldContain("connect-refused");
    }

    private static IEnumerable<string[]> Paths(Command command, string[] above) =>
        command.Subcommands.SelectMany(sub => Paths(sub, [.. above, sub.Name])).Prepend(above);
}
