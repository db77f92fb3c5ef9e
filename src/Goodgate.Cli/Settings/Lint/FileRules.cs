using Goodgate.Gateway.Answers;

namespace Goodgate.Cli.Settings.Lint;

/// <summary>Files the settings name: there, readable, and secrets not open to all.</summary>
internal static class FileRules
{
    public static readonly IReadOnlyList<LintRule> All =
    [
        new(
            "file-unreadable",
            "the gateway could not start, or would lack it",
            "a file this user can read; relative paths count from the settings file",
            Unreadable),
        new("error-pages", "visitors do not see the page meant for them", "pages named 502.html, 5xx.html or 5xx.de.html", ErrorPages),
        new("log-directory-missing", "the access log could not be written", "an existing directory", LogDirectory),
        new("secret-open-to-all", "every user of this machine can read it", "chmod 600, owned by the gateway's user", OpenSecrets),
    ];

    private static readonly string[] NeededFiles = [".cert", ".key", ".pfx", ".ca"];

    private static readonly string[] SecretFiles = [".key", ".pfx", ".token_file", ".password_file"];

    private static IEnumerable<LintFinding> Unreadable(LintSubject subject) =>
        from end in NeededFiles
        from file in subject.WrittenEndingWith(end)
        let why = WhyUnreadable(file.Value)
        where why is not null
        select new LintFinding($"{file.Value} {why}", file.Place);

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

    private static IEnumerable<LintFinding> LogDirectory(LintSubject subject)
    {
        if (subject.Settings.AccessLog is { Path: not "-" and var path } && Path.GetDirectoryName(path) is { } directory && !Directory.Exists(directory))
        {
            yield return subject.At($"{Shown.Whole(directory)} does not exist", "access_log.path");
        }
    }

    private static IEnumerable<LintFinding> OpenSecrets(LintSubject subject) =>
        from end in SecretFiles
        from file in subject.WrittenEndingWith(end)
        where IsOpenToAll(file.Value)
        select new LintFinding($"{file.Value} is readable by others", file.Place);

    private static string? WhyUnreadable(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            return file.Length == 0 ? "is empty" : null;
        }
        catch (UnauthorizedAccessException)
        {
            return Directory.Exists(path) ? "is a directory" : "cannot be read by this user";
        }
        catch (Exception e) when (e is IOException or ArgumentException or NotSupportedException)
        {
            return File.Exists(path) ? "cannot be read" : "does not exist";
        }
    }

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
