using System.Text.Json;
using Goodgate.Gateway.Answers;
using Goodgate.Verdicts.Catalogue;

namespace Goodgate.Gateway.Tests.Answers;

public class ProblemDocumentTests
{
    [Fact]
    public void Members_have_the_names_and_types_of_RFC_9457()
    {
        var problem = Render(Failures.Of(CauseIds.ListenQueueFull, 503) with
        {
            RetryAfter = TimeSpan.FromSeconds(29.5),
            StatusPage = "https://status.example.com/?a=1&b=2",
        });

        problem.GetProperty("type").GetString().ShouldBe("urn:goodgate:cause:listen-queue-full");
        problem.GetProperty("status").GetInt32().ShouldBe(503);
        problem.GetProperty("title").GetString().ShouldNotBeNullOrWhiteSpace();
        problem.GetProperty("detail").GetString().ShouldNotBeNullOrWhiteSpace();
        problem.GetProperty("instance").GetString().ShouldBe("urn:goodgate:request:01JD5R8Q3V7f3a9c2e4b10");
        problem.GetProperty("cause").GetString().ShouldBe("listen-queue-full");
        problem.GetProperty("request_id").GetString().ShouldBe("01JD5R8Q3V7f3a9c2e4b10");
        problem.GetProperty("time").GetDateTimeOffset().ShouldBe(Failures.Time);
        problem.GetProperty("retry_after").GetInt64().ShouldBe(30);
        problem.GetProperty("status_page").GetString().ShouldBe("https://status.example.com/?a=1&b=2");
        problem.TryGetProperty("party", out _).ShouldBeFalse();
    }

    [Fact]
    public void Every_cause_in_every_language_keeps_the_rules()
    {
        foreach (var cause in Failures.Causes)
        {
            foreach (var language in Failures.Languages)
            {
                var problem = Render(Failures.Of(cause) with { AcceptLanguage = language, RequestId = "a/b+c=@:~" });

                Uri.IsWellFormedUriString(problem.GetProperty("type").GetString(), UriKind.Absolute).ShouldBeTrue(cause);
                Uri.IsWellFormedUriString(problem.GetProperty("instance").GetString(), UriKind.Absolute).ShouldBeTrue(cause);
                // §3.2: at least three characters, a letter first, then letters, digits, underscores.
                problem.EnumerateObject().ShouldAllBe(member => member.Name.Length >= 3 && char.IsAsciiLetter(member.Name[0]) && member.Name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'));
                problem.EnumerateObject().Select(member => member.Name).ShouldBeUnique();
            }
        }
    }

    [Fact]
    public void The_text_is_harmless_inside_HTML() =>
        FailureAnswer.Render(Failures.Of() with { Accept = "application/json", AcceptLanguage = "fr", StatusPage = "https://example.com/'&x=<y>" })
            .BodyText().ShouldAllBe(c => c >= ' ' && c <= '~' && c != '<' && c != '>' && c != '&' && c != '\'');

    private static JsonElement Render(FailureRequest request) =>
        JsonDocument.Parse(FailureAnswer.Render(request with { Accept = "application/json" }).Body).RootElement;
}
