using System.Text.Json;
using System.Xml.Linq;
using Goodgate.Gateway.Answers;
using Goodgate.Gateway.Answers.Languages;
using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Guard;

namespace Goodgate.Gateway.Tests.Answers;

/// <summary>What a client gets whose request goes nowhere: a page for people, problem details for programs, one precise line for terminals.</summary>
public sealed class RefusalAnswerTests
{
    private static readonly RequestFault NoRoute = new(404, "no-route");

    public static TheoryData<string> Languages => [.. Failures.Languages];

    [Fact]
    public void A_browser_gets_a_page_without_jargon()
    {
        var answer = Of(NoRoute, "text/html,*/*;q=0.8");

        answer.Status.ShouldBe(404);
        answer.ContentType.ShouldBe(Failures.Html);
        var page = XDocument.Parse(answer.BodyText().Replace("<!DOCTYPE html>", "", StringComparison.Ordinal));
        page.Descendants("h1").Single().Value.ShouldBe("There is nothing at this address");
        page.ToString().ShouldContain("Check the address for typing mistakes");
        page.ToString().ShouldContain("01JD5R8Q3V7f3a9c2e4b10");
        page.ToString().ShouldContain("404 · no-route");
        page.Descendants("a").ShouldBeEmpty("asking again would be refused again");
        answer.Field("Cache-Control").ShouldBe("no-store");
        answer.Field("Vary").ShouldBe("Accept, Accept-Language");
        answer.Field("X-Request-ID").ShouldBe("01JD5R8Q3V7f3a9c2e4b10");
    }

    [Fact]
    public void Too_large_a_head_says_what_helps_with_cookies() =>
        Of(new RequestFault(431, "head-too-large"), "text/html").BodyText().ShouldContain("Clear this site&#39;s cookies");

    [Fact]
    public void A_program_gets_problem_details()
    {
        var answer = Of(new RequestFault(403, "script-not-run"), "application/json");

        answer.ContentType.ShouldBe(Failures.Problem);
        var problem = JsonDocument.Parse(answer.Body).RootElement;
        problem.GetProperty("type").GetString().ShouldBe("urn:goodgate:refusal:script-not-run");
        problem.GetProperty("refused").GetString().ShouldBe("script-not-run");
        problem.GetProperty("status").GetInt32().ShouldBe(403);
        problem.TryGetProperty("cause", out _).ShouldBeFalse("it is none of the catalogue");
    }

    [Theory]
    [InlineData("*/*", null)]
    [InlineData(null, null)]
    [InlineData("text/html", "application/grpc")]
    public void A_terminal_gets_the_rule_the_byte_and_the_clause(string? accept, string? content)
    {
        var answer = RefusalAnswer.Render(Request(accept) with { ContentType = content, AcceptLanguage = "de" }, new RequestFault(400, "bare-lf", "byte 12, RFC 9112 §2.2"));

        answer.ContentType.ShouldBe(Failures.Text);
        answer.BodyText().ShouldBe("400 Bad Request: bare-lf: a line ends in LF alone; lines end in CRLF. (byte 12, RFC 9112 §2.2)\n");
        answer.Field("Content-Language").ShouldBe("en");
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_kind_is_told_in_every_language(string language)
    {
        var words = PageLanguages.For(language);
        foreach (var kind in Enum.GetValues<RefusalKind>())
        {
            words.Refusals[kind].Title.Length.ShouldBeInRange(4, 60);
            words.Refusals[kind].Body.Length.ShouldBeInRange(10, 240);
            foreach (var advice in RefusalAnswer.Scene(kind).Advice)
            {
                words.Advice[advice].ShouldNotBeNullOrEmpty();
            }
        }

        var answer = RefusalAnswer.Render(Request("text/html") with { AcceptLanguage = language }, NoRoute);
        answer.BodyText().ShouldContain(words.Refusals[RefusalKind.NotFound].Title);
        answer.Field("Content-Language").ShouldBe(words.Tag);
    }

    // "You: look here first" beside "it is not certain whose side the problem is on": one of the two would be wrong.
    [Fact]
    public void The_picture_and_the_words_below_it_name_the_same_side()
    {
        var scenes = Enum.GetValues<RefusalKind>().Select(kind => ($"{kind}", RefusalAnswer.Scene(kind))).Concat(FailureScenes.Causes.Select(cause => (cause, FailureScenes.For(cause))));
        foreach (var (name, scene) in scenes)
        {
            var visitors = scene.Side is Side.Visitor or Side.Address or Side.Request;
            (scene.Broken is BrokenPart.Visitor).ShouldBe(visitors, name);
            (scene.State is PartState.LookHere).ShouldBe(visitors, name);
        }
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void No_refusal_is_called_uncertain(string language)
    {
        foreach (var status in new[] { 400, 403, 404, 405, 408, 411, 412, 413, 414, 416, 431, 505 })
        {
            var page = RefusalAnswer.Render(Request("text/html") with { AcceptLanguage = language, Status = status }, new RequestFault(status, "no-route")).BodyText();
            page.ShouldNotContain(HtmlText.Escape(PageLanguages.For(language).Sides[Side.Unclear]));
            page.ShouldContain(HtmlText.Escape(PageLanguages.For(language).Sides[RefusalAnswer.Scene(RefusalAnswer.Kind(status)).Side]));
        }
    }

    [Fact]
    public void A_form_sent_to_a_page_that_takes_none_is_told_so() =>
        Of(new RequestFault(405, "method-not-routed"), "text/html").BodyText().ShouldContain("such as a form");

    [Fact]
    public void Every_reason_has_its_words_in_every_shape()
    {
        foreach (var reason in RefusalWords.Reasons)
        {
            foreach (var accept in new[] { "text/html", "application/json", "*/*" })
            {
                Of(new RequestFault(400, reason), accept).BodyText().ShouldContain(reason);
            }
        }
    }

    private static RenderedAnswer Of(RequestFault fault, string? accept) => RefusalAnswer.Render(Request(accept) with { CauseId = fault.Reason, Status = fault.Status }, fault);

    private static FailureRequest Request(string? accept) => Failures.Of("no-route", 404) with { Accept = accept };
}
