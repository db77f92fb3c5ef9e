using System.Text;
using Goodgate.Gateway.Answers;

namespace Goodgate.Gateway.Tests.Answers;

public sealed class CustomPagesTests : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("goodgate-pages-");

    public void Dispose() => directory.Delete(recursive: true);

    [Fact]
    public void The_exact_code_comes_before_its_class_and_the_visitor_s_language_before_none()
    {
        foreach (var name in new[] { "502.html", "502.de.html", "5xx.html", "5xx.fr.html", "4xx.it.html" })
        {
            Write(name, $"<p>{name}</p>");
        }

        var pages = Load();

        pages.Count.ShouldBe(5);
        Shown(pages, 502, "en").ShouldBe("<p>502.html</p>");
        Shown(pages, 502, "de-AT").ShouldBe("<p>502.de.html</p>");
        Shown(pages, 502, "fr").ShouldBe("<p>502.html</p>");
        Shown(pages, 503, "fr").ShouldBe("<p>5xx.fr.html</p>");
        Shown(pages, 503, null).ShouldBe("<p>5xx.html</p>");
        Shown(pages, 429, "de, it;q=0.3").ShouldBe("<p>4xx.it.html</p>");
        Shown(pages, 429, "de").ShouldStartWith("<!DOCTYPE html>\n<html lang=\"de\">");
    }

    [Fact]
    public void Placeholders_are_filled_in_and_escaped()
    {
        Write("5xx.html", "<p title=\"{{request_id}}\">{{ status }}|{{time}}|{{retry_after}}|{{retry_hint}}|{{title}}|{{message}}|{{}}|{ {status} }|{{status}}</p>");
        var request = Failures.Of(status: 503) with { Pages = Load(), RetryAfter = TimeSpan.FromSeconds(30), AcceptLanguage = "fr" };
        var builtIn = FailureAnswer.Render(request with { Pages = null, Accept = "*/*" }).BodyText().Split('\n');

        var shown = FailureAnswer.Render(request).BodyText().Split('|');

        shown[0].ShouldBe("<p title=\"01JD5R8Q3V7f3a9c2e4b10\">503");
        shown[1..4].ShouldBe(["2026-11-21T01:09:10Z", "30", "Attendez environ 30 secondes avant de réessayer."]);
        shown[4..6].ShouldBe([Escaped(builtIn[2]), Escaped(builtIn[3])]);
        shown[6..].ShouldBe(["{{}}", "{ {status} }", "503</p>"]);
    }

    [Fact]
    public void A_page_that_declares_its_language_gets_words_in_it()
    {
        Write("5xx.html", "<!doctype html><html class=x lang='de-CH'><p>{{retry_hint}}</p></html>");

        var answer = FailureAnswer.Render(Failures.Of() with { Pages = Load(), AcceptLanguage = "es", RetryAfter = TimeSpan.FromSeconds(30) });

        answer.BodyText().ShouldContain("Bitte warten Sie etwa 30 Sekunden, bevor Sie es erneut versuchen.");
        answer.Field("Content-Language").ShouldBe("de-CH");
    }

    [Fact]
    public void A_page_that_declares_none_gets_the_visitor_s_and_claims_nothing()
    {
        Write("5xx.html", "<p>{{retry_hint}}</p>");

        var answer = FailureAnswer.Render(Failures.Of() with { Pages = Load(), AcceptLanguage = "es", RetryAfter = TimeSpan.FromSeconds(30) });

        answer.BodyText().ShouldContain("Espere aproximadamente 30 segundos antes de volver a intentarlo.");
        answer.Field("Content-Language").ShouldBeNull();
    }

    [Fact]
    public void They_are_for_pages_only_and_may_have_their_own_style()
    {
        Write("5xx.html", "<style>p{color:red}</style><p>ours</p>");
        var request = Failures.Of() with { Pages = Load() };

        FailureAnswer.Render(request with { Accept = "application/json" }).ContentType.ShouldBe(Failures.Problem);
        FailureAnswer.Render(request with { Accept = "*/*" }).BodyText().ShouldNotContain("ours");
        FailureAnswer.Render(request).Field("Content-Security-Policy").ShouldBe("object-src 'none'; base-uri 'self'; frame-ancestors 'self'");
        FailureAnswer.Render(request).Field("Cache-Control").ShouldBe("no-store");
    }

    [Fact]
    public void A_byte_order_mark_is_taken_off()
    {
        File.WriteAllBytes(Named("5xx.html"), [0xEF, 0xBB, 0xBF, .. "<p>é</p>"u8]);

        Shown(Load(), 502, null).ShouldBe("<p>é</p>");
    }

    [Fact]
    public void A_page_of_exactly_the_limit_loads_and_a_longer_one_does_not()
    {
        Write("502.html", new string('x', CustomPages.MaxBytes));
        Write("503.html", new string('x', CustomPages.MaxBytes + 1));

        var pages = CustomPages.Load(directory.FullName, out var problems);

        pages.Count.ShouldBe(1);
        problems.ShouldBe([$"{Named("503.html")}: is larger than 256 KiB, the most a failure page may have. Shrink its images or inline less. Until then the built-in page is shown in its place."]);
    }

    [Fact]
    public void Each_problem_is_named_and_the_other_pages_still_load()
    {
        File.WriteAllBytes(Named("500.html"), [(byte)'a', 0xC3, 0x28]);
        Write("501.html", "<p>\n{{stack_trace}}</p>");
        Write("5o2.html", "<p>typo</p>");
        Write("302.html", "<p>no failure</p>");
        Write("notes.txt", "not a page");
        Directory.CreateDirectory(Named("503.html"));
        Write("504.html", "<p>good</p>");

        var pages = CustomPages.Load(directory.FullName, out var problems);

        Shown(pages, 504, null).ShouldBe("<p>good</p>");
        pages.Count.ShouldBe(1);
        problems.Count.ShouldBe(4);
        problems.ShouldContain($"{Named("500.html")}: is not UTF-8 (byte 1). Save it as UTF-8. Until then the built-in page is shown in its place.");
        problems.ShouldContain($"{Named("501.html")}: line 2: unknown placeholder {{{{stack_trace}}}}; known are request_id, status, time, retry_after, retry_hint, title, message. Correct or remove it. Until then the built-in page is shown in its place.");
        problems.ShouldContain(problem => problem.StartsWith($"{Named("5o2.html")}: is never shown; expected a name such as 502.html", StringComparison.Ordinal));
        problems.ShouldContain(problem => problem.StartsWith($"{Named("302.html")}: is never shown", StringComparison.Ordinal));
    }

    [Fact]
    public void A_directory_that_cannot_serve_says_why()
    {
        Problem(Named("missing")).ShouldContain("does not exist; expected a directory with pages such as 502.html");
        Problem(directory.FullName).ShouldContain("holds no page");
        Write("plain", "x");
        Problem(Named("plain")).ShouldContain("is a file; expected a directory");
        Problem("").ShouldContain("expected a directory");
        Problem("/\0").ShouldContain("expected a directory");
    }

    [Fact]
    public void Too_many_pages_are_bounded()
    {
        for (var i = 0; i <= CustomPages.MaxPages; i++)
        {
            Write($"{400 + i}.html", "x");
        }

        CustomPages.Load(directory.FullName, out var problems).Count.ShouldBe(CustomPages.MaxPages);
        problems.Single().ShouldContain("more than 128 pages");
    }

    private static string Problem(string path)
    {
        CustomPages.Load(path, out var problems).Count.ShouldBe(0);
        return problems.Single();
    }

    private static string Escaped(string text) => text.Replace("'", "&#39;", StringComparison.Ordinal);

    private static string Shown(CustomPages pages, int status, string? language) =>
        FailureAnswer.Render(Failures.Of(status: status) with { Pages = pages, AcceptLanguage = language }).BodyText();

    private CustomPages Load()
    {
        var pages = CustomPages.Load(directory.FullName, out var problems);
        problems.ShouldBeEmpty();
        return pages;
    }

    private string Named(string name) => Path.Combine(directory.FullName, name);

    private void Write(string name, string text) => File.WriteAllText(Named(name), text, new UTF8Encoding(false));
}
