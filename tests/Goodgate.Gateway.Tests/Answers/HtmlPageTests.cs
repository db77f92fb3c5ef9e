using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Goodgate.Gateway.Answers;
using Goodgate.Verdicts.Catalogue;

namespace Goodgate.Gateway.Tests.Answers;

public class HtmlPageTests
{
    /// <summary>Of the page at its fullest; nginx's own is 150 bytes, Cloudflare's 8 KB.</summary>
    private const int MaxPageBytes = 12 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static TheoryData<string> Causes => [.. Failures.Causes];

    [Theory]
    [MemberData(nameof(Causes))]
    public void Every_cause_renders_in_every_language(string cause)
    {
        foreach (var language in Failures.Languages)
        {
            foreach (var method in new[] { "GET", "POST" })
            {
                var answer = FailureAnswer.Render(Failures.Of(cause) with
                {
                    AcceptLanguage = language,
                    Method = method,
                    RetryAfter = TimeSpan.FromMinutes(3),
                    StatusPage = "https://status.example.com/",
                });

                answer.Body.Length.ShouldBeLessThanOrEqualTo(MaxPageBytes);
                var page = XDocument.Parse(answer.BodyText());
                IsSound(page, language);
                Elements(page, "dd").Last().Value.ShouldBe($"502 · {cause}");
                NamesNoInternals(page);
            }
        }
    }

    [Fact]
    public void A_visitor_reads_who_what_and_when()
    {
        var page = Page(Failures.Of() with { RetryAfter = TimeSpan.FromSeconds(30), StatusPage = "https://status.example.com/" });

        Elements(page, "li").Take(3).Select(part => part.Value).ShouldBe(["YouConnected", "Site's front doorWorking", "ApplicationNot reached"]);
        Elements(page, "li").Skip(2).First().Attribute("class")!.Value.ShouldBe("bad cut");
        Elements(page, "code").Single().Value.ShouldBe("01JD5R8Q3V7f3a9c2e4b10");
        Elements(page, "time").Single().Attribute("datetime")!.Value.ShouldBe("2026-11-21T01:09:10Z");
        Elements(page, "time").Single().Value.ShouldBe("2026-11-21 01:09:10 UTC");
        Elements(page, "a").Select(link => link.Attribute("href")!.Value).ShouldBe(["", "https://status.example.com/"]);
        page.ToString().ShouldContain("the website has to put this right.");
        page.ToString().ShouldContain("Please wait about 30 seconds before you try again.");
    }

    [Fact]
    public void No_button_tries_what_the_words_say_does_not_help()
    {
        var page = Page(Failures.Of(CauseIds.InvalidResponseHeader));

        page.ToString().ShouldContain("Reloading at once will not help");
        Elements(page, "a").ShouldBeEmpty();
    }

    [Theory]
    [InlineData(CauseIds.RateLimited, "on your side", "YouLook here first")]
    [InlineData(CauseIds.VisitorLocalGlitch, "on your side", "YouLook here first")]
    [InlineData(CauseIds.GatewayInternalError, "the website has to put this right", "Site's front doorIn trouble")]
    [InlineData(CauseIds.GatewayConfiguredResponse, "This is intended", "Site's front doorClosed for now")]
    [InlineData(CauseIds.ResponseTimeout, "the website has to put this right", "ApplicationToo slow")]
    [InlineData(CauseIds.ListenQueueFull, "the website has to put this right", "ApplicationToo busy")]
    [InlineData(CauseIds.Undetermined, "not certain", "ApplicationUnclear")]
    public void The_marked_part_and_the_side_fit_the_cause(string cause, string side, string marked)
    {
        var page = Page(Failures.Of(cause));

        page.ToString().ShouldContain(side);
        Elements(page, "li").Single(item => item.Attribute("class")?.Value.StartsWith("bad", StringComparison.Ordinal) == true).Value.ShouldBe(marked);
    }

    [Fact]
    public void Advice_fits_the_side()
    {
        Advice(Failures.Of(CauseIds.VisitorLocalGlitch)).ShouldContain(advice => advice.Contains("another browser", StringComparison.Ordinal));
        Advice(Failures.Of(CauseIds.ResponseHeaderTooLarge)).ShouldContain(advice => advice.Contains("cookies and cache", StringComparison.Ordinal));
        Advice(Failures.Of(CauseIds.ConnectRefused)).ShouldContain(advice => advice.Contains("will not help", StringComparison.Ordinal));
        Advice(Failures.Of(CauseIds.ConnectRefused)).ShouldNotContain(advice => advice.Contains("cookies", StringComparison.Ordinal));
        Advice(Failures.Of(CauseIds.GatewayMisconfigured))[0].ShouldStartWith("Reloading at once will not help");
        Advice(Failures.Of(CauseIds.GatewayConfiguredResponse)).ShouldBe(["Come back later."]);
    }

    [Fact]
    public void Who_sent_something_is_not_invited_to_send_it_twice()
    {
        var post = Failures.Of(CauseIds.UpstreamReset) with { Method = "POST" };

        Elements(Page(post), "a").ShouldBeEmpty();
        Advice(post)[0].ShouldStartWith("What you sent may have arrived");
        Advice(post).ShouldNotContain(advice => advice.Contains("oad the page again", StringComparison.Ordinal));
        Advice(post with { MayHaveArrived = false })[0].ShouldStartWith("What you sent did not reach the application.");
        Advice(post with { Method = "GET", MayHaveArrived = false })[0].ShouldStartWith("Load the page again.");
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("//status.example.com")]
    [InlineData("/status")]
    [InlineData("ftp://example.com/")]
    [InlineData("https://user:secret@example.com/")]
    [InlineData("not a url")]
    [InlineData("")]
    public void A_status_page_that_is_no_plain_web_address_is_left_out(string url) =>
        Elements(Page(Failures.Of() with { StatusPage = url }), "a").Count().ShouldBe(1);

    [Fact]
    public void A_hostile_status_page_stays_inside_its_attribute()
    {
        const string hostile = "https://example.com/\"><script>alert(1)</script>?a=1&b='2'";

        var page = Page(Failures.Of() with { StatusPage = hostile });

        Elements(page, "script").ShouldBeEmpty();
        new Uri(Elements(page, "a").Last().Attribute("href")!.Value).ShouldBe(new Uri(hostile));
    }

    [Fact]
    public void The_policy_allows_exactly_the_page_s_own_style()
    {
        var answer = FailureAnswer.Render(Failures.Of());
        var html = answer.BodyText();
        var style = html[(html.IndexOf("<style>", StringComparison.Ordinal) + 7)..html.IndexOf("</style>", StringComparison.Ordinal)];

        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)));

        answer.Field("Content-Security-Policy").ShouldBe(
            $"default-src 'none'; style-src 'sha256-{hash}'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'");
        style.ShouldNotContain("url(");
        style.ShouldNotContain("@import");
    }

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public void Text_reaches_the_contrast_of_WCAG_2_2(string scheme)
    {
        var colours = Colours(scheme);
        foreach (var (text, ground) in new[]
        {
            ("ink", "bg"), ("soft", "bg"), ("ink", "card"), ("soft", "card"), ("mark", "card"), ("text", "mark"), ("card", "soft"), ("card", "mark"), ("mark", "wash"),
        })
        {
            Contrast(colours[text], colours[ground]).ShouldBeGreaterThanOrEqualTo(4.5, $"{text} on {ground}, {scheme}");
        }
    }

    private static void IsSound(XDocument page, string language)
    {
        page.Root!.Attribute("lang")!.Value.ShouldStartWith(language);
        Elements(page, "h1").Count().ShouldBe(1);
        Elements(page, "h2").Count().ShouldBe(1);
        Elements(page, "title").Single().Value.ShouldStartWith(Elements(page, "h1").Single().Value);
        Elements(page, "meta").ShouldContain(meta => (string?)meta.Attribute("name") == "robots" && (string?)meta.Attribute("content") == "noindex");
        Elements(page, "meta").ShouldContain(meta => (string?)meta.Attribute("name") == "viewport");
        page.Descendants().Select(element => element.Name.LocalName).ShouldNotContain(name => name == "script" || name == "img" || name == "iframe" || name == "form");
        // style= would be refused by our own policy; on… would be script.
        page.Descendants().Attributes().ShouldNotContain(attribute => attribute.Name.LocalName == "style" || attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        page.Descendants().Attributes().Where(attribute => attribute.Name.LocalName is "src" or "href")
            .ShouldAllBe(attribute => attribute.Value == "data:," || attribute.Value == "" || attribute.Value == "https://status.example.com/");
        Elements(page, "li").Concat(Elements(page, "p")).ShouldAllBe(element => element.Value.Trim().Length > 0);
        page.ToString().ShouldNotContain("{0}");
    }

    /// <summary>No address, path, port or version may show in what is read; the time and the reference are ours.</summary>
    private static void NamesNoInternals(XDocument page)
    {
        var read = string.Join('\n', Elements(page, "body").Single().DescendantNodes().OfType<XText>()
            .Where(text => text.Parent!.Name.LocalName is not ("time" or "code")).Select(text => text.Value));
        Regex.Matches(read, @"\d+\.\d+|:\d{2,5}\b|(?<![A-Za-z])/[a-z]+|[a-z0-9]::|https?:|nginx|php|kestrel|goodgate|\.NET|localhost", RegexOptions.IgnoreCase, Patience)
            .Select(match => match.Value).ShouldBeEmpty();
    }

    private static string[] Advice(FailureRequest request) =>
        [.. Elements(Page(request), "ul").Single().Elements().Select(item => item.Value)];

    private static XDocument Page(FailureRequest request) => XDocument.Parse(FailureAnswer.Render(request).BodyText());

    private static IEnumerable<XElement> Elements(XDocument page, string name) => page.Descendants(name);

    private static Dictionary<string, string> Colours(string scheme)
    {
        var roots = Regex.Matches(FailureAnswer.Render(Failures.Of()).BodyText(), @":root\{(?<rules>[^}]*)\}", RegexOptions.ExplicitCapture, Patience);
        return Regex.Matches(roots[scheme == "light" ? 0 : 1].Groups["rules"].Value, "--(?<name>[a-z]+):#(?<hex>[0-9a-f]{3,6})", RegexOptions.ExplicitCapture, Patience)
            .ToDictionary(match => match.Groups["name"].Value, match => match.Groups["hex"].Value);
    }

    /// <summary>WCAG 2.2, "contrast ratio" and "relative luminance".</summary>
    private static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string hex)
    {
        var full = hex.Length == 3 ? string.Concat(hex.Select(c => $"{c}{c}")) : hex;
        var parts = Convert.FromHexString(full).Select(octet => octet / 255.0).Select(c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4)).ToArray();
        return (0.2126 * parts[0]) + (0.7152 * parts[1]) + (0.0722 * parts[2]);
    }
}
