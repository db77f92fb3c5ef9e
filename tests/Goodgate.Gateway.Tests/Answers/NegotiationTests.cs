using Goodgate.Gateway.Answers;

namespace Goodgate.Gateway.Tests.Answers;

public class NegotiationTests
{
    [Theory]
    // What clients really send.
    [InlineData("text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8", Failures.Html)] // Firefox, Chrome
    [InlineData("*/*", Failures.Text)] // curl, fetch
    [InlineData(null, Failures.Text)]
    [InlineData("", Failures.Text)]
    [InlineData("application/json, text/plain, */*", Failures.Problem)] // axios
    [InlineData("application/json", Failures.Problem)]
    [InlineData("application/problem+json", Failures.Problem)]
    [InlineData("application/vnd.api+json", Failures.Problem)]
    [InlineData("application/ld+json; profile=\"a,b;q=0\"", Failures.Problem)]
    [InlineData("application/json; odata=verbose", Failures.Problem)]
    [InlineData("image/avif,image/webp,image/svg+xml,image/*,*/*;q=0.8,*/*;q=0.5", Failures.Text)] // an img element
    [InlineData("text/css,*/*;q=0.1", Failures.Text)]
    [InlineData("text/event-stream", Failures.Text)]
    // Weights.
    [InlineData("text/html;q=0.5, application/json;q=0.9", Failures.Problem)]
    [InlineData("text/html;q=0.9, application/json;q=0.5", Failures.Html)]
    [InlineData("text/html;q=0.5, */*", Failures.Text)]
    [InlineData("text/html ; Q=1.000, text/plain;q=1", Failures.Html)]
    [InlineData("text/plain;q=0, */*;q=0.1", Failures.Problem)]
    [InlineData("text/plain;q=0, application/*;q=0, */*;q=0.1", Failures.Html)]
    [InlineData("text/html;q=0, application/json;q=0, text/plain;q=0", Failures.Text)] // nothing fits: text beats 406
    [InlineData("text/html;q=0", Failures.Text)]
    // The most specific range decides (RFC 9110 §12.5.1), whatever the order.
    [InlineData("text/*;q=0.3, text/html;q=0.7, application/json;q=0.5", Failures.Html)]
    [InlineData("text/*, text/html;q=0.1, text/plain;q=0.1, application/json;q=0.5", Failures.Problem)]
    [InlineData("text/html;level=1;q=0.1, text/html;q=0.9, application/json;q=0.5", Failures.Html)]
    [InlineData("text/html;charset=utf-8;q=0.9, application/json;q=0.5", Failures.Html)]
    [InlineData("application/problem+json;q=0.2, application/json, text/html;q=0.5", Failures.Html)]
    [InlineData("text/*", Failures.Text)]
    [InlineData("application/*", Failures.Problem)]
    [InlineData("TEXT/HTML", Failures.Html)]
    // Broken weights: the element is left out.
    [InlineData("text/html;q=2, application/json;q=0.1", Failures.Problem)]
    [InlineData("text/html;q=, application/json;q=0.1", Failures.Problem)]
    [InlineData("text/html;q=-1, application/json;q=0.1", Failures.Problem)]
    [InlineData("text/html;q=0.0.1, application/json;q=0.1", Failures.Problem)]
    [InlineData("text/html;q=NaN, application/json;q=0.1", Failures.Problem)]
    [InlineData(",,, ,text/html,,", Failures.Html)]
    [InlineData(";;;,;q=1,text/html;;", Failures.Html)]
    [InlineData("text/plain\"", Failures.Text)]
    public void The_shape_follows_the_Accept_field(string? accept, string expected) =>
        FailureAnswer.Render(Failures.Of() with { Accept = accept }).ContentType.ShouldBe(expected);

    [Theory]
    [InlineData(null, "en")]
    [InlineData("*", "en")]
    [InlineData("de", "de")]
    [InlineData("DE-at", "de")]
    [InlineData("de-CH-1996", "de")]
    [InlineData("zh-CN,zh;q=0.9,en;q=0.8", "zh-Hans")]
    [InlineData("zh-Hans-x-private", "zh-Hans")]
    [InlineData("it-IT,it;q=0.9,fr;q=0.7,en;q=0.5", "fr")]
    [InlineData("en;q=0.5, es;q=0.6", "es")]
    [InlineData("es, de", "es")]
    [InlineData("de;q=0, es;q=0.1", "es")]
    [InlineData("de-DE, de;q=0, fr;q=0.1", "fr")]
    [InlineData("ja, ko", "en")]
    [InlineData("de;q=x, fr;q=0.2", "fr")]
    [InlineData("-, --, -de, fr", "fr")]
    public void The_language_follows_Accept_Language(string? accepted, string expected)
    {
        var answer = FailureAnswer.Render(Failures.Of() with { AcceptLanguage = accepted });

        answer.Field("Content-Language").ShouldBe(expected);
        answer.BodyText().ShouldContain($"<html lang=\"{expected}\">");
    }

    [Fact]
    public void Only_the_first_kibibyte_is_considered_and_no_element_is_cut_in_two()
    {
        var early = "application/json," + new string('x', 2000);
        var late = new string('x', 1020) + ",text/html";
        var halved = "application/json;q=0.1," + new string(' ', 995) + "text/html;q=0.5";

        FailureAnswer.Render(Failures.Of() with { Accept = early }).ContentType.ShouldBe(Failures.Problem);
        FailureAnswer.Render(Failures.Of() with { Accept = late }).ContentType.ShouldBe(Failures.Text);
        FailureAnswer.Render(Failures.Of() with { Accept = halved }).ContentType.ShouldBe(Failures.Problem);
    }

    [Fact]
    public void Hostile_fields_of_any_size_get_an_answer()
    {
        foreach (var unit in new[] { ",", ";", "\"", "\\", "a/b;q=0.5,", "*/*;q=0.1;", "text/html;x=\"", "de-", "\0", "é", "\ud800" })
        {
            var hostile = string.Concat(Enumerable.Repeat(unit, 100_000));
            var answer = FailureAnswer.Render(Failures.Of() with { Accept = hostile, AcceptLanguage = hostile, ContentType = hostile, Method = hostile });

            answer.Status.ShouldBe(502);
            answer.ContentType.ShouldBeOneOf(Failures.Html, Failures.Text, Failures.Problem);
        }
    }
}
