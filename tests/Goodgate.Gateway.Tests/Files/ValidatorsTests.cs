using Goodgate.Gateway.Files;

namespace Goodgate.Gateway.Tests.Files;

/// <summary>Conditional requests in the order of RFC 9110 §13.2.2. The file is <c>"a"</c>, of Sunday, 06 Nov 1994 08:49:37.</summary>
public sealed class ValidatorsTests
{
    private const string Same = "Sun, 06 Nov 1994 08:49:37 GMT";
    private const string Before = "Sun, 06 Nov 1994 08:49:36 GMT";
    private const string After = "Sun, 06 Nov 1994 08:49:38 GMT";

    private static readonly DateTimeOffset Modified = new(1994, 11, 6, 8, 49, 37, TimeSpan.Zero);

    [Theory]
    [InlineData(null, null, null, null, null)]
    [InlineData("\"a\"", null, null, null, null)]
    [InlineData("*", null, null, null, null)]
    [InlineData("\"x\", \"a\"", null, null, null, null)]
    [InlineData("\"x\"", null, null, null, 412)]
    [InlineData("W/\"a\"", null, null, null, 412)]
    [InlineData("a", null, null, null, 412)]
    [InlineData("", null, null, null, 412)]
    [InlineData("\"a\"", Before, null, null, null)]
    [InlineData("\"x\"", After, null, null, 412)]
    [InlineData(null, Before, null, null, 412)]
    [InlineData(null, Same, null, null, null)]
    [InlineData(null, "yesterday", null, null, null)]
    [InlineData(null, null, "\"a\"", null, 304)]
    [InlineData(null, null, "W/\"a\"", null, 304)]
    [InlineData(null, null, "*", null, 304)]
    [InlineData(null, null, "\"x\", W/\"y\" ,\"a\"", null, 304)]
    [InlineData(null, null, "\"x,\", \"a\"", null, 304)]
    [InlineData(null, null, "\"x\"", null, null)]
    [InlineData(null, null, "\"A\"", null, null)]
    [InlineData(null, null, "\"a", null, null)]
    [InlineData(null, null, "\"x\"", Same, null)]
    [InlineData(null, null, null, Same, 304)]
    [InlineData(null, null, null, After, 304)]
    [InlineData(null, null, null, Before, null)]
    [InlineData(null, null, null, "Sunday, 06-Nov-94 08:49:37 GMT", 304)]
    [InlineData(null, null, null, "Sun Nov  6 08:49:37 1994", 304)]
    [InlineData(null, null, null, "Mon, 06 Nov 1994 08:49:37 GMT", null)]
    [InlineData(null, null, null, "1994-11-06T08:49:37Z", null)]
    [InlineData("\"x\"", null, "\"a\"", Same, 412)]
    [InlineData("\"a\"", null, "\"a\"", null, 304)]
    [InlineData(null, Before, "\"a\"", Same, 412)]
    public void Conditions_decide(string? match, string? unmodified, string? none, string? since, int? expected) =>
        new Validators("\"a\"", Modified, Modified.AddDays(1))
            .Decide(new RequestConditions { IfMatch = match, IfUnmodifiedSince = unmodified, IfNoneMatch = none, IfModifiedSince = since })
            .ShouldBe(expected);

    [Theory]
    [InlineData("W/\"a\"", "\"a\"", null, 412)]
    [InlineData("W/\"a\"", null, "\"a\"", 304)]
    public void A_weak_tag_is_never_strong(string tag, string? match, string? none, int expected) =>
        new Validators(tag, Modified, Modified.AddDays(1)).Decide(new RequestConditions { IfMatch = match, IfNoneMatch = none }).ShouldBe(expected);

    [Theory]
    [InlineData(null, 60, true)]
    [InlineData("\"a\"", 60, true)]
    [InlineData("\"x\"", 60, false)]
    [InlineData("W/\"a\"", 60, false)]
    [InlineData(Same, 60, true)]
    [InlineData(Same, 0, false)]
    [InlineData(After, 60, false)]
    [InlineData(Before, 60, false)]
    [InlineData("nonsense", 60, false)]
    public void If_Range_takes_strong_validators_alone(string? ifRange, int age, bool expected) =>
        new Validators("\"a\"", Modified, Modified.AddSeconds(age)).AllowsRange(ifRange).ShouldBe(expected);
}
