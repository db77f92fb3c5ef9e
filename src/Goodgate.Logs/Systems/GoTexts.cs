using System.Text.RegularExpressions;
using Goodgate.Logs.Formats;

namespace Goodgate.Logs.Systems;

/// <summary>Error texts of Go's standard library, wherever a program written in Go puts them. A bare <c>EOF</c> counts only as a whole value.</summary>
internal static partial class GoTexts
{
    /// <summary>The message; null when there is none.</summary>
    /// <param name="table">That of go.format.</param>
    /// <param name="text">An error value, or a line that holds one.</param>
    public static MessageRule? Find(MessageTable table, string text) =>
        table.Find(text) ?? (BareEof().IsMatch(text) ? FormatFile.Get("go").Rules.First(rule => rule.Code == "go:eof") : null);

    [GeneratedRegex(@"(?:^|[=:] ?""?|caused by: |: )EOF(?:""|'|$|[,}])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex BareEof();
}
