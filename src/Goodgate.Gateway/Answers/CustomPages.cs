using System.Collections.Frozen;
using System.Text;
using System.Text.RegularExpressions;
using Goodgate.Gateway.Data;

namespace Goodgate.Gateway.Answers;

/// <summary>
/// A site's own failure pages, read once from a directory: <c>502.html</c>, <c>5xx.html</c>, with a language <c>5xx.de.html</c>.
/// Immutable; a reload makes a new one.
/// </summary>
public sealed partial class CustomPages
{
    /// <summary>Largest page. Ours has 12 KiB; a page with inlined images fits, a video does not.</summary>
    public const int MaxBytes = 256 * 1024;

    /// <summary>Pages per directory: 100 codes of 4xx and 5xx do not exist, and memory is held for as long as the settings.</summary>
    public const int MaxPages = 128;

    /// <summary>
    /// Content-Security-Policy sent with them. The site answers for its own page, which may have styles, images and scripts;
    /// what no failure page needs stays off.
    /// </summary>
    internal const string Policy = "object-src 'none'; base-uri 'self'; frame-ancestors 'self'";

    private readonly FrozenDictionary<string, FrozenDictionary<string, PageTemplate>> pagesByName;

    private CustomPages(Dictionary<string, Dictionary<string, PageTemplate>> pages) =>
        pagesByName = pages.ToFrozenDictionary(
            page => page.Key, page => page.Value.ToFrozenDictionary(StringComparer.Ordinal), StringComparer.Ordinal);

    /// <summary>Number of pages in use.</summary>
    public int Count => pagesByName.Values.Sum(languages => languages.Count);

    /// <summary>
    /// Reads every page of a directory. A page with a problem is left out and the built-in one is used in its place.
    /// Each problem says what, where, what was expected and what to do; none is thrown.
    /// </summary>
    public static CustomPages Load(string directory, out IReadOnlyList<string> problems)
    {
        var found = new List<string>();
        var pages = new Dictionary<string, Dictionary<string, PageTemplate>>(StringComparer.Ordinal);
        var broken = new List<(int Problem, Match Name)>();
        var count = 0;
        foreach (var file in Files(directory, found))
        {
            if (count == MaxPages)
            {
                found.Add($"{directory}: more than {MaxPages} pages; the first {MaxPages} by name are used. Remove some.");
                break;
            }

            var name = FileName().Match(Path.GetFileName(file));
            if (Read(file, found) is not { } page)
            {
                broken.Add((found.Count - 1, name));
            }
            else
            {
                count++;
                if (!pages.TryGetValue(name.Groups["status"].Value, out var languages))
                {
                    pages.Add(name.Groups["status"].Value, languages = new(StringComparer.Ordinal));
                }

                languages[name.Groups["language"].Value.ToLowerInvariant()] = page;
            }
        }

        // Known only when all have been read.
        foreach (var (problem, name) in broken)
        {
            found[problem] += $" Until then {Replacement(name, pages)} is shown in its place.";
        }

        problems = found;
        return new CustomPages(pages);
    }

    // As Find chooses: the same name without a language, then the page of the class.
    private static string Replacement(Match name, Dictionary<string, Dictionary<string, PageTemplate>> pages)
    {
        var status = name.Groups["status"].Value;
        var language = name.Groups["language"].Value.ToLowerInvariant();
        (string Status, string Language)[] choices = [(status, ""), ($"{status[0]}xx", language), ($"{status[0]}xx", "")];
        return choices.Where(choice => pages.TryGetValue(choice.Status, out var languages) && languages.ContainsKey(choice.Language))
            .Select(choice => choice.Language.Length > 0 ? $"{choice.Status}.{choice.Language}.html" : $"{choice.Status}.html")
            .FirstOrDefault("the built-in page");
    }

    /// <summary>The page for a status: the exact code before its class, the visitor's language before the page without one; null = the built-in page.</summary>
    internal PageTemplate? Find(int status, string? acceptLanguage)
    {
        string[] names = [$"{status}", $"{status / 100}xx"];
        foreach (var name in names)
        {
            if (pagesByName.TryGetValue(name, out var languages)
                && languages.TryGetValue(LanguageChoice.Lookup(acceptLanguage, languages.Keys) ?? "", out var page))
            {
                return page;
            }
        }

        return null;
    }

    private static List<string> Files(string directory, List<string> problems)
    {
        try
        {
            if (File.Exists(directory))
            {
                problems.Add($"{directory}: is a file; expected a directory with pages such as 502.html or 5xx.html. Name the directory it is in.");
                return [];
            }

            var files = Directory.EnumerateFiles(directory, "*.html").Take(10 * MaxPages).Order(StringComparer.Ordinal).ToList();
            foreach (var stray in files.Where(file => !FileName().IsMatch(Path.GetFileName(file))))
            {
                problems.Add($"{stray}: is never shown; expected a name such as 502.html, 5xx.html or 5xx.de.html (a status of 400 to 599). Rename or remove it.");
            }

            files.RemoveAll(file => !FileName().IsMatch(Path.GetFileName(file)));
            if (files.Count == 0 && problems.Count == 0)
            {
                problems.Add($"{directory}: holds no page; expected files such as 502.html or 5xx.html. Add one, or leave the setting out for the built-in page.");
            }

            return files;
        }
        catch (ArgumentException)
        {
            problems.Add($"'{directory.Replace('\0', '?')}': is no path; expected a directory with pages such as 502.html or 5xx.html. Correct the path.");
        }
        catch (DirectoryNotFoundException)
        {
            problems.Add($"{directory}: does not exist; expected a directory with pages such as 502.html or 5xx.html. Create it or correct the path.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            problems.Add($"{directory}: {FileTrouble.Words(error, directory)}. Give the gateway's user the right to list and enter it.");
        }

        return [];
    }

    private static PageTemplate? Read(string file, List<string> problems)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[MaxBytes + 1];
            var length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (length > MaxBytes)
            {
                problems.Add($"{file}: is larger than {MaxBytes / 1024} KiB, the most a failure page may have. Shrink its images or inline less.");
                return null;
            }

            return PageTemplate.Compile(file, Decode(bytes.AsSpan(0, length)), problems);
        }
        catch (DecoderFallbackException error)
        {
            problems.Add($"{file}: is not UTF-8 (byte {error.Index}). Save it as UTF-8.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            problems.Add($"{file}: {FileTrouble.Words(error, file)}. Give the gateway's user the right to read it.");
        }

        return null;
    }

    private static string Decode(ReadOnlySpan<byte> bytes) =>
        new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true)
            .GetString(bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[3..] : bytes);

    [GeneratedRegex(@"\A(?<status>[45](?:[0-9]{2}|xx))(?:\.(?<language>[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,3}))?\.html\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FileName();
}
