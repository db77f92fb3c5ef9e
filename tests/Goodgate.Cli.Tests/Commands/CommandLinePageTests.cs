using System.CommandLine;
using System.CommandLine.Help;
using System.Text.RegularExpressions;
using Goodgate.Cli.Commands;

namespace Goodgate.Cli.Tests.Commands;

/// <summary>docs/command-line.md and the program say the same.</summary>
public sealed partial class CommandLinePageTests
{
    [Fact]
    public async Task Every_command_and_option_has_its_place_in_the_manual()
    {
        await using var called = new Called();
        foreach (var command in CommandLine.Tree(called.Session).Subcommands)
        {
            var section = Section(command.Name);
            foreach (var option in Options(command).Where(one => one is not HelpOption && !one.Hidden))
            {
                section.ShouldContain($"`{option.Name}", Case.Sensitive, $"goodgate {command.Name}");
            }
        }
    }

    [Fact]
    public async Task Every_option_in_the_manual_exists()
    {
        await using var called = new Called();
        foreach (var command in CommandLine.Tree(called.Session).Subcommands)
        {
            var known = Options(command).Select(one => one.Name).ToList();
            OptionName().Matches(Section(command.Name)).Select(found => found.Value).Distinct(StringComparer.Ordinal).ShouldBeSubsetOf(known, command.Name);
        }
    }

    private static IEnumerable<Option> Options(Command command) => command.Options.Concat(command.Subcommands.SelectMany(Options));

    private static string Section(string command)
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "command-line.md"));
        var start = page.IndexOf($"\n## goodgate {command}\n", StringComparison.Ordinal);
        start.ShouldBeGreaterThan(0, $"docs/command-line.md has no section about {command}");
        var end = page.IndexOf("\n## ", start + 1, StringComparison.Ordinal);
        return end < 0 ? page[start..] : page[start..end];
    }

    [GeneratedRegex("--[a-z][a-z-]+")]
    private static partial Regex OptionName();
}
