using Goodgate.Gateway.Answers;
using Goodgate.Verdicts.Catalogue;

namespace Goodgate.Gateway.Tests.Answers;

public class FailureAnswerTests
{
    [Theory]
    [InlineData("text/html")]
    [InlineData("application/json")]
    [InlineData("*/*")]
    public void Every_shape_carries_the_fields_a_failure_needs(string accept)
    {
        var answer = FailureAnswer.Render(Failures.Of(status: 503) with { Accept = accept, RetryAfter = TimeSpan.FromSeconds(30) });

        answer.Status.ShouldBe(503);
        answer.Field("Cache-Control").ShouldBe("no-store");
        answer.Field("Retry-After").ShouldBe("30");
        answer.Field("X-Request-ID").ShouldBe("01JD5R8Q3V7f3a9c2e4b10");
        answer.Field("Content-Language").ShouldBe("en");
        answer.Field("Vary").ShouldBe("Accept, Accept-Language");
        answer.Field("X-Content-Type-Options").ShouldBe("nosniff");
        answer.Field("X-Robots-Tag").ShouldBe("noindex");
        answer.Field("Referrer-Policy").ShouldBe("no-referrer");
        answer.Field("Content-Security-Policy").ShouldNotBeNull().ShouldStartWith("default-src 'none';");
        answer.ContentLength.ShouldBe(answer.Body.Length);
    }

    [Theory]
    [InlineData(0.001, "1")]
    [InlineData(29.2, "30")]
    [InlineData(30, "30")]
    [InlineData(0, "1")]
    [InlineData(-5, "1")]
    [InlineData(1e10, "2147483647")]
    public void Retry_After_is_whole_seconds_rounded_up(double seconds, string expected) =>
        FailureAnswer.Render(Failures.Of() with { RetryAfter = TimeSpan.FromSeconds(seconds) }).Field("Retry-After").ShouldBe(expected);

    [Fact]
    public void Without_a_wait_there_is_no_Retry_After() =>
        FailureAnswer.Render(Failures.Of()).Field("Retry-After").ShouldBeNull();

    [Theory]
    [InlineData(1, "1 second")]
    [InlineData(7, "7 seconds")]
    [InlineData(28, "30 seconds")]
    [InlineData(90, "90 seconds")]
    [InlineData(91, "2 minutes")]
    [InlineData(3600, "60 minutes")]
    [InlineData(5401, "2 hours")]
    [InlineData(86400 * 2, "2 days")]
    public void People_are_told_the_wait_in_words(int seconds, string expected) =>
        FailureAnswer.Render(Failures.Of() with { RetryAfter = TimeSpan.FromSeconds(seconds) })
            .BodyText().ShouldContain($"Please wait about {expected} before you try again.");

    [Theory]
    [InlineData("text/html")]
    [InlineData("application/json")]
    [InlineData("*/*")]
    public void HEAD_gets_the_fields_of_GET_and_no_content(string accept)
    {
        var get = FailureAnswer.Render(Failures.Of() with { Accept = accept });
        var head = FailureAnswer.Render(Failures.Of() with { Accept = accept, Method = "HEAD" });

        head.Body.Length.ShouldBe(0);
        head.ContentLength.ShouldBe(get.Body.Length);
        head.Fields.ShouldBe(get.Fields);
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("application/json")]
    [InlineData("*/*")]
    public void A_hostile_request_id_does_no_harm_in_any_shape(string accept)
    {
        const string hostile = "a\r\nSet-Cookie: x=1\"><script>alert('1')</script>\\\u001b[31m\u202e{{title}}é";

        var answer = FailureAnswer.Render(Failures.Of() with { Accept = accept, RequestId = hostile + new string('z', 1_000_000) });

        var shown = answer.Field("X-Request-ID").ShouldNotBeNull();
        shown.ShouldStartWith("aSet-Cookie:x=1scriptalert1/script");
        shown.Length.ShouldBe(128);
        answer.BodyText().ShouldContain(accept == "application/json" ? $"\"request_id\":\"{shown.Replace("+", "\\u002B", StringComparison.Ordinal)}\"" : shown);
        answer.BodyText().ShouldNotContain("<script");
        answer.BodyText().ShouldNotContain("\u001b");
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("application/json")]
    [InlineData("*/*")]
    public void An_id_with_nothing_safe_in_it_is_left_out(string accept)
    {
        var answer = FailureAnswer.Render(Failures.Of() with { Accept = accept, RequestId = "\r\n<>" });

        answer.Field("X-Request-ID").ShouldBeNull();
        answer.BodyText().ShouldNotContain("Reference</dt>");
        answer.BodyText().ShouldNotContain("Reference:");
        answer.BodyText().ShouldNotContain("request_id");
    }

    [Fact]
    public void All_field_values_are_visible_ASCII()
    {
        foreach (var cause in Failures.Causes)
        {
            foreach (var language in Failures.Languages)
            {
                var grpc = FailureAnswer.Render(Failures.Of(cause) with { AcceptLanguage = language, ContentType = "application/grpc", RequestId = "é\n1" });
                var page = FailureAnswer.Render(Failures.Of(cause) with { AcceptLanguage = language, RequestId = "é\n1" });

                grpc.Fields.Concat(page.Fields).ShouldAllBe(field => field.Value.Length > 0 && field.Value.All(c => c >= ' ' && c <= '~'));
            }
        }
    }

    [Fact]
    public void Plain_text_says_what_a_terminal_needs()
    {
        var answer = FailureAnswer.Render(Failures.Of() with
        {
            Accept = "*/*",
            Method = "POST",
            RetryAfter = TimeSpan.FromSeconds(30),
            StatusPage = "https://status.example.com/",
        });

        var lines = answer.BodyText().Split('\n');
        lines[0].ShouldBe("502 Bad Gateway");
        lines.ShouldContain("Please wait about 30 seconds before you try again.");
        lines.ShouldContain("Reference: 01JD5R8Q3V7f3a9c2e4b10");
        lines.ShouldContain("Time: 2026-11-21T01:09:10Z");
        lines.ShouldContain("Code: connect-refused");
        lines.ShouldContain("See the status page: https://status.example.com/");
        lines.ShouldContain(line => line.StartsWith("What you sent may have arrived", StringComparison.Ordinal));
        lines[^1].ShouldBe("");
    }

    [Fact]
    public void An_id_the_catalogue_does_not_know_is_shown_as_undetermined() =>
        FailureAnswer.Render(Failures.Of("10.0.0.7<script>") with { Accept = "*/*" }).BodyText().ShouldContain($"Code: {CauseIds.Undetermined}\n");
}
