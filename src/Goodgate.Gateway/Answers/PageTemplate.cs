using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Goodgate.Gateway.Answers;

/// <summary>One page of a site, cut at its placeholders when it is loaded.</summary>
internal sealed partial class PageTemplate
{
    private const string Known = "request_id, status, time, retry_after, retry_hint, title, message";

    // Literal text at even places, placeholder names at odd ones.
    private readonly string[] parts;

    private PageTemplate(string[] parts, string? language)
    {
        this.parts = parts;
        Language = language;
    }

    /// <summary>The page's language, from its name or its <c>lang</c> attribute; null when it says none.</summary>
    public string? Language { get; }

    /// <summary>Reads a page; null, with a problem added, when it asks for something unknown. Other uses of braces stay as they are.</summary>
    public static PageTemplate? Compile(string file, string html, List<string> problems)
    {
        var cut = Placeholder().Split(html);
        for (var i = 1; i < cut.Length; i += 2)
        {
            if (Value(cut[i], null) is null)
            {
                var line = 1 + string.Concat(cut.Take(i)).AsSpan().Count('\n');
                problems.Add($"{file}: line {line}: unknown placeholder {{{{{cut[i]}}}}}; known are {Known}. Correct or remove it.");
                return null;
            }
        }

        return new(cut, LanguageOf(file, html));
    }

    /// <summary>The page with this failure's values, each escaped for HTML.</summary>
    public string Render(FailureView view)
    {
        var page = new StringBuilder(parts.Sum(part => part.Length) + 256);
        for (var i = 0; i < parts.Length; i++)
        {
            page.Append(i % 2 == 0 ? parts[i] : HtmlText.Escape(Value(parts[i], view) ?? ""));
        }

        return page.ToString();
    }

    /// <summary>Null for an unknown name; without a failure only the name is judged.</summary>
    private static string? Value(string name, FailureView? view) => name switch
    {
        "request_id" => view?.Reference ?? "",
        "status" => view?.Status.ToString(CultureInfo.InvariantCulture) ?? "",
        "time" => view?.Time.ToString("yyyy-MM-ddTHH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "",
        "retry_after" => view?.RetrySeconds?.ToString(CultureInfo.InvariantCulture) ?? "",
        "retry_hint" => view?.WaitFirst ?? "",
        "title" => view?.Text.Title ?? "",
        "message" => view?.Text.Body ?? "",
        _ => null,
    };

    private static string? LanguageOf(string file, string html)
    {
        // 502.de.html: the name says it. Otherwise <html lang="de">, which stands at the very top of a page.
        var suffix = Path.GetExtension(Path.GetFileNameWithoutExtension(file)).TrimStart('.');
        var declared = Lang().Match(html, 0, Math.Min(html.Length, 2048));
        return suffix.Length > 0 ? suffix : declared.Success ? declared.Groups["tag"].Value : null;
    }

    [GeneratedRegex(@"\{\{[ \t]*(?<name>[A-Za-z0-9_.-]{1,40})[ \t]*\}\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();

    [GeneratedRegex("""<html\s[^>]*?\blang\s*=\s*["']?(?<tag>[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,3})""", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Lang();
}
