using Goodgate.Verdicts.Catalogue;
using Goodgate.Verdicts.Foreign;

namespace Goodgate.Cli.Explaining;

/// <summary>What may have been meant by a word that nothing is called. Nothing is better than something far off: whoever asks follows it.</summary>
internal static class NearSubjects
{
    private const int Most = 3;

    public static IReadOnlyList<string> Of(string subject) =>
    [
        .. Causes.Near(subject, Most).Select(cause => cause.Id).Where(id => IsPart(subject.Trim(), id))
            .Concat(ForeignCodes.Near(subject, Most).Where(code => IsAlike(Code(subject.Trim()), Code(code))))
            .Take(Most),
    ];

    // "refused" is a word of connect-refused; "mine" merely stands in undetermined. A whole id without its first letters is a slip all the same.
    private static bool IsPart(string typed, string id)
    {
        var at = id.IndexOf(typed, StringComparison.OrdinalIgnoreCase);
        return at <= 0 || id[at - 1] == '-' || typed.Length * 2 > id.Length;
    }

    // Codes of two letters are two edits from each other, all of them: one letter at least must be right.
    private static bool IsAlike(string typed, string code) =>
        typed.Length > 2 || code.Length > 2 || typed.Zip(code).Any(pair => char.ToLowerInvariant(pair.First) == char.ToLowerInvariant(pair.Second));

    private static string Code(string subject) => subject[(subject.IndexOf(':', StringComparison.Ordinal) + 1)..];
}
