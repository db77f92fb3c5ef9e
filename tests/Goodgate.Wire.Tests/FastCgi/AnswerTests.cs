using Goodgate.Wire.Http1;
using Goodgate.Wire.Tests.Http1;

namespace Goodgate.Wire.Tests.FastCgi;

public class AnswerTests
{
    public static TheoryData<string> Valid => [.. Responses.Valid.Select(answer => answer.Name)];

    public static TheoryData<string> Invalid => [.. Responses.Invalid.Select(answer => answer.Name)];

    [Theory]
    [MemberData(nameof(Valid))]
    public void A_valid_answer_is_read_to_its_end(string name)
    {
        var answer = Responses.Valid.Single(one => one.Name == name);
        var reading = AnswerReading.Of(answer.Bytes + answer.Excess, Limits(answer));

        reading.Detail.ShouldBeNull();
        reading.Status.ShouldBe(ReadStatus.Done);
        reading.StatusCode.ShouldBe(answer.Status);
        reading.Fields.ShouldBe(answer.Fields);
        reading.Output[reading.HeadLength..].ShouldBe(answer.Content);
        reading.Errors.ShouldBe(answer.Errors);
        reading.End.ShouldBe(answer.End);
        reading.Consumed.ShouldBe(answer.Bytes.Length);
    }

    [Theory]
    [MemberData(nameof(Valid))]
    public void A_valid_answer_reads_the_same_byte_after_byte(string name)
    {
        var answer = Responses.Valid.Single(one => one.Name == name);
        var bytes = answer.Bytes + answer.Excess;
        AnswerReading.Slowly(bytes, Limits(answer)).ShouldBe(AnswerReading.Of(bytes, Limits(answer)));
    }

    [Theory]
    [MemberData(nameof(Valid))]
    public void Every_beginning_of_a_valid_answer_needs_more(string name)
    {
        var answer = Responses.Valid.Single(one => one.Name == name);
        for (var length = 0; length < answer.Bytes.Length; length++)
        {
            var reading = AnswerReading.Of(answer.Bytes[..length], Limits(answer));
            reading.Status.ShouldBe(ReadStatus.NeedMore, $"after {length} bytes: {reading.Detail}");
        }
    }

    [Theory]
    [MemberData(nameof(Invalid))]
    public void An_invalid_answer_is_refused_for_the_right_reason_at_the_right_byte(string name)
    {
        var answer = Responses.Invalid.Single(one => one.Name == name);
        var reading = AnswerReading.Of(answer.Bytes, answer.Limits);

        reading.Kind.ShouldBe(answer.Kind, reading.Detail);
        reading.Offset.ShouldBe(answer.Offset, reading.Detail);
        reading.Field.ShouldBe(answer.Field);
        reading.Protocol.ShouldBe(answer.Protocol);
        reading.Detail.ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [MemberData(nameof(Invalid))]
    public void An_invalid_answer_is_refused_the_same_however_it_arrives(string name)
    {
        var answer = Responses.Invalid.Single(one => one.Name == name);
        var bytes = Latin1.Bytes(answer.Bytes);
        var whole = AnswerReading.Of(answer.Bytes, answer.Limits).Split;
        AnswerReading.Slowly(answer.Bytes, answer.Limits).ShouldBe(whole);
        for (var split = 1; split < bytes.Length; split++)
        {
            AnswerReading.Of(bytes, [split], answer.Limits).ShouldBe(whole);
        }
    }

    [Theory]
    [MemberData(nameof(Invalid))]
    public void Every_beginning_of_an_invalid_answer_needs_more_or_is_refused_alike(string name)
    {
        var answer = Responses.Invalid.Single(one => one.Name == name);
        var whole = AnswerReading.Of(answer.Bytes, answer.Limits);
        var refused = false;
        for (var length = 0; length <= answer.Bytes.Length; length++)
        {
            var reading = AnswerReading.Of(answer.Bytes[..length], answer.Limits);
            refused |= reading.Status == ReadStatus.Invalid;
            (reading.Status, reading.Kind).ShouldBe(refused ? (ReadStatus.Invalid, whole.Kind) : (ReadStatus.NeedMore, null));
        }
    }

    [Fact]
    public void Every_kind_of_FastCGI_and_CGI_has_an_answer_or_is_said_to_be_the_gateways()
    {
        // The end of the output is the gateway's to see.
        ViolationKind[] gateways = [ViolationKind.CgiUnfinished, ViolationKind.CgiShort, ViolationKind.CgiFatal];
        var covered = Responses.Invalid.Select(answer => answer.Kind).Distinct().ToArray();
        Enum.GetValues<ViolationKind>().Where(kind => kind.IsOfFastCgi()).Except(covered).ShouldBe(gateways, ignoreOrder: true);
    }

    [Fact]
    public void Names_are_unique()
    {
        Responses.Valid.Select(answer => answer.Name).ShouldBeUnique();
        Responses.Invalid.Select(answer => answer.Name).ShouldBeUnique();
    }

    private static HeadLimits Limits(ValidAnswer answer) => Reading.Usual with { Lenient = answer.Lenient };
}
