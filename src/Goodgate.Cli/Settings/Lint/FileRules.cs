using Goodgate.Cli.Settings.Start;
using Goodgate.Gateway.Answers;

namespace Goodgate.Cli.Settings.Lint;

/// <summary>Files the settings name: readable, and secrets not open to all. Those without which the gateway does not start are errors, not warnings: <see cref="StartCheck"/>.</summary>
internal static class FileRules
{
    public static readonly IReadOnlyList<LintRule> All =
    [
        new(
            "file-unreadable",
            "what is in it could not be checked, and the gateway starts only where its own user may read it",
            "check as that user: sudo -u USER goodgate check",
            Unreadable),
        new("error-pages", "visitors do not see the page meant for them", "pages named 502.html, 5xx.html or 5xx.de.html", ErrorPages),
        new("secret-open-to-all", "every user of this machine can read it", "chmod 600, owned by the gateway's user", OpenSecrets),
    ];

    private static readonly string[] SecretFiles = [".key", ".pfx", ".token_file", ".password_file"];

    private static IEnumerable<LintFinding> Unreadable(LintSubject subject) =>
        from trouble in StartCheck.Find(subject)
        where trouble.Denied is not null
        select new LintFinding($"{Shown.Whole(trouble.Denied!)} cannot be read by this user", trouble.Place);

    private static IEnumerable<LintFinding> ErrorPages(LintSubject subject)
    {
        foreach (var site in subject.Settings.Sites)
        {
            foreach (var why in site.ErrorPages is { } directory ? PageProblems(directory) : [])
            {
                yield return subject.At(why, $"sites.{site.Name}.error_pages");
            }
        }
    }

    private static IEnumerable<LintFinding> OpenSecrets(LintSubject subject) =>
        from end in SecretFiles
        from file in subject.WrittenEndingWith(end)
        where IsOpenToAll(file.Value)
        select new LintFinding($"{file.Value} is readable by others", file.Place);

    /// <summary>Asked of the gateway's own reader of pages: file, line and placeholder, and what is shown instead.</summary>
    private static IEnumerable<string> PageProblems(string directory)
    {
        if (!Directory.Exists(directory))
        {
            return [$"{Shown.Whole(directory)} does not exist"];
        }

        CustomPages.Load(directory, out var problems);
        return problems.Select(problem => Shown.Whole(problem).TrimEnd('.'));
    }

    private static bool IsOpenToAll(string path)
    {
        try
        {
            return !OperatingSystem.IsWindows() && File.Exists(path) && File.GetUnixFileMode(path).HasFlag(UnixFileMode.OtherRead);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
