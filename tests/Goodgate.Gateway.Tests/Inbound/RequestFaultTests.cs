using Goodgate.Gateway.Guard;
using Goodgate.Gateway.Inbound;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Tests.Inbound;

public sealed class RequestFaultTests
{
    public static TheoryData<ViolationKind> Kinds => [.. Enum.GetValues<ViolationKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_broken_rule_has_a_status_and_words(ViolationKind kind)
    {
        var fault = RequestFaults.Of(new Violation(kind, 34, null, "detail", "sample"));

        fault.Status.ShouldBeOneOf(400, 414, 431, 505);
        RefusalWords.Of(fault.Reason).ShouldEndWith(".");
        (fault.Where ?? $"byte 34, {kind.Clause()}").ShouldBe($"byte 34, {kind.Clause()}");
    }

    [Fact]
    public void No_two_reasons_share_their_words_unless_they_ask_for_the_same()
    {
        var twins = RefusalWords.Reasons.GroupBy(RefusalWords.Of).Where(group => group.Count() > 1).Select(group => string.Join(" ", group.Order(StringComparer.Ordinal)));
        twins.ShouldBe(["chunked-not-final unknown-transfer-coding"]);
    }
}
