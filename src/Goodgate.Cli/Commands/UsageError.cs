using System.CommandLine;
using System.CommandLine.Parsing;
using Goodgate.Gateway.Settings;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Cli.Commands;

/// <summary>One line about what was typed wrongly, and what was probably meant.</summary>
internal static class UsageError
{
    private const int LongestWord = 80;

    public static string Of(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var name = Name(parsed.CommandResult);
        return parsed.UnmatchedTokens.Count > 0
            ? About(Unknown(parsed), command, name)
            : $"{Plain(parsed.Errors[0].Message)} ({name} --help explains)";
    }

    /// <summary>An unknown option that an argument took for its value (goodgate lab --prt 4); null when there is none.</summary>
    public static string? MistakenOption(ParseResult parsed) =>
        parsed.Tokens.All(token => token.Type != TokenType.DoubleDash)
        && parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(one => one.Tokens).FirstOrDefault(token => IsOption(token.Value)) is { } token
            ? About(token.Value, parsed.CommandResult.Command, Name(parsed.CommandResult))
            : null;

    // The first option nobody knows explains the stray words behind it, which were its values.
    private static string Unknown(ParseResult parsed) => parsed.UnmatchedTokens.FirstOrDefault(IsOption) ?? parsed.UnmatchedTokens[0];

    private static string About(string token, Command command, string name)
    {
        var word = token.Split('=')[0];
        if (IsOption(token))
        {
            return $"unknown option {Quoted(word)} of {name}{Meant(word, Options(command))} ({name} --help lists them)";
        }

        return command.Subcommands.Count > 0
            ? $"unknown command {Quoted(word)}{Meant(word, [.. command.Subcommands.Select(one => one.Name)])} ({name} --help lists them)"
            : $"{name} does not take {Quoted(token)} ({name} --help explains)";
    }

    private static bool IsOption(string token) => token.Length > 1 && token[0] == '-';

    private static List<string> Options(Command command) => [.. command.Options.Concat(command.Parents.OfType<Command>().SelectMany(up => up.Options.Where(one => one.Recursive)))
        .Where(one => !one.Hidden).Select(one => one.Name)];

    private static string Meant(string word, IReadOnlyCollection<string> known) => NearestWord.Of(word, known) is { } near ? $"; did you mean {near}?" : "";

    private static string Name(CommandResult result) => result.Parent is CommandResult up ? $"{Name(up)} {result.Command.Name}" : "goodgate";

    private static string Quoted(string word) => $"\"{Evidence.Printable(word, LongestWord)}\"";

    // The parser calls types by the names they have in its own language.
    private static string Plain(string message) => Evidence.Printable(
        message.ReplaceLineEndings(" ").Trim()
            .Replace("System.Nullable`1[System.Int32]", "System.Int32", StringComparison.Ordinal)
            .Replace("System.Nullable`1[System.Double]", "System.Double", StringComparison.Ordinal)
            .Replace(" as expected type 'System.Int32'", ": expected a whole number", StringComparison.Ordinal)
            .Replace(" as expected type 'System.Double'", ": expected a number", StringComparison.Ordinal),
        300);
}
