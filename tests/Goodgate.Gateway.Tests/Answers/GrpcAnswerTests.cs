using Goodgate.Gateway.Answers;

namespace Goodgate.Gateway.Tests.Answers;

public class GrpcAnswerTests
{
    [Theory]
    [InlineData(500, "13")]
    [InlineData(502, "14")]
    [InlineData(503, "14")]
    [InlineData(504, "4")]
    [InlineData(429, "14")]
    [InlineData(404, "12")]
    [InlineData(418, "2")]
    public void The_status_is_told_in_gRPC_s_own_codes(int status, string expected)
    {
        var answer = FailureAnswer.Render(Failures.Of(status: status) with { ContentType = "application/grpc", RetryAfter = TimeSpan.FromSeconds(5) });

        answer.Status.ShouldBe(200);
        answer.ContentType.ShouldBe("application/grpc");
        answer.Body.Length.ShouldBe(0);
        answer.ContentLength.ShouldBeNull();
        answer.Field("grpc-status").ShouldBe(expected);
        answer.Field("Retry-After").ShouldBe("5");
        answer.Field("X-Request-ID").ShouldBe("01JD5R8Q3V7f3a9c2e4b10");
    }

    [Theory]
    [InlineData("application/grpc", "application/grpc")]
    [InlineData("application/grpc+proto", "application/grpc+proto")]
    [InlineData("Application/gRPC+Proto; x=1", "application/grpc+proto")]
    [InlineData("application/grpc-web+proto", "application/grpc-web+proto")]
    [InlineData("application/grpc+\r\nevil", "application/grpc")]
    [InlineData("application/grpcurl", Failures.Html)]
    [InlineData("application/json", Failures.Html)]
    [InlineData(null, Failures.Html)]
    public void Only_gRPC_requests_get_it_and_nothing_unknown_is_echoed(string? type, string expected) =>
        FailureAnswer.Render(Failures.Of() with { ContentType = type }).ContentType.ShouldBe(expected);

    [Fact]
    public void The_message_is_percent_encoded_UTF_8()
    {
        var message = FailureAnswer.Render(Failures.Of() with { ContentType = "application/grpc", AcceptLanguage = "zh" }).Field("grpc-message").ShouldNotBeNull();
        var page = FailureAnswer.Render(Failures.Of() with { Accept = "*/*", AcceptLanguage = "zh" }).BodyText();

        message.ShouldContain("%E");
        page.Split('\n').ShouldContain(Uri.UnescapeDataString(message).Replace(" (connect-refused)", "", StringComparison.Ordinal));
    }
}
