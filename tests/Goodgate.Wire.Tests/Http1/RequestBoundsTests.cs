using Goodgate.Wire.Http1;

namespace Goodgate.Wire.Tests.Http1;

public class RequestBoundsTests
{
    private const string Head = "GET / HTTP/1.1\r\nHost: a\r\nB: 2\r\n\r\n";

    [Fact]
    public void A_head_of_exactly_the_bound_passes_and_one_byte_more_does_not()
    {
        RequestReading.Of(Head + "x", new HeadLimits(Head.Length, 2)).Status.ShouldBe(ReadStatus.Done);
        RequestReading.Of(Head, new HeadLimits(Head.Length - 1, 2)).Kind.ShouldBe(ViolationKind.HeadTooLarge);
        RequestReading.Of("\r\n" + Head, new HeadLimits(Head.Length, 2)).Kind.ShouldBe(ViolationKind.HeadTooLarge);
    }

    [Fact]
    public void A_request_line_of_exactly_the_bound_is_not_the_target_s_fault()
    {
        RequestReading.Of(Head, new HeadLimits(16, 2)).Kind.ShouldBe(ViolationKind.HeadTooLarge);
        RequestReading.Of(Head, new HeadLimits(15, 2)).Kind.ShouldBe(ViolationKind.TargetTooLong);
    }

    [Fact]
    public void As_many_fields_as_the_bound_pass_and_one_more_does_not()
    {
        var reader = new RequestHeadReader();
        reader.Read(Latin1.Bytes(Head), new HeadLimits(1000, 2)).ShouldBe(ReadStatus.Done);
        reader.Reset();
        reader.Read(Latin1.Bytes(Head), new HeadLimits(1000, 1)).ShouldBe(ReadStatus.Invalid);

        reader.Violation!.Kind.ShouldBe(ViolationKind.TooManyFields);
        reader.Violation.Size.ShouldBe(2);
    }

    [Fact]
    public void What_is_too_large_says_so_in_words()
    {
        RequestReading.Of("GET / HTTP/1.1\r\nCookie: 012345678901234567890\r\nA: 1\r\n\r\n", new HeadLimits(48, 100)).Detail
            .ShouldBe("the head is larger than 48 bytes; the largest field is Cookie with 31 bytes, 1 field was complete");
        RequestReading.Of("GET /01234567890123456789", new HeadLimits(20, 100)).Detail
            .ShouldBe("the request line does not end within 20 bytes");
    }

    [Fact]
    public void An_endless_request_line_is_refused_the_same_however_it_arrives()
    {
        var line = "GET /" + new string('a', 100);
        var limits = new HeadLimits(50, 10);
        var whole = RequestReading.Of(line, limits);
        whole.Kind.ShouldBe(ViolationKind.TargetTooLong);
        whole.Offset.ShouldBe(50);
        RequestReading.Slowly(line, limits).ShouldBe(whole);
    }
}
