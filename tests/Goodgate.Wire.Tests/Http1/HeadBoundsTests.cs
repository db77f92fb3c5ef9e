using Goodgate.Wire.Http1;

namespace Goodgate.Wire.Tests.Http1;

public class HeadBoundsTests
{
    private const string Head = "HTTP/1.1 200 OK\r\nA: 1\r\nB: 2\r\n\r\n";

    [Fact]
    public void A_head_of_exactly_the_bound_passes_and_one_byte_more_does_not()
    {
        Reading.Of(Head + "x", limits: new HeadLimits(Head.Length, 2)).StatusCode.ShouldBe(200);
        Reading.Of(Head, limits: new HeadLimits(Head.Length - 1, 2)).Kind.ShouldBe(ViolationKind.HeadTooLarge);
    }

    [Fact]
    public void As_many_fields_as_the_bound_pass_and_one_more_does_not()
    {
        var reader = new ResponseHeadReader();
        reader.Read(Latin1.Bytes(Head), new HeadLimits(1000, 1)).ShouldBe(ReadStatus.Invalid);

        reader.Violation!.Kind.ShouldBe(ViolationKind.TooManyFields);
        reader.Violation.Offset.ShouldBe(Head.IndexOf('B', StringComparison.Ordinal));
        reader.Violation.Size.ShouldBe(2);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nX-Big: 0123456789012345678901234567890\r\nA: 1\r\nB: 2\r\nC: 3\r\nD: 4\r\nE: 5\r\nF: 6\r\n\r\n", "X-Big")]
    [InlineData("HTTP/1.1 200 OK\r\nA: 1\r\nX-Open: 01234567890123456789012345678901234567890123456789", "X-Open")]
    [InlineData("HTTP/1.1 200 OK\r\nno colon in this line 0123456789012345678901234567890123456789", null)]
    [InlineData("HTTP/1.1 200 0123456789012345678901234567890123456789012345678901234567890123456789", null)]
    public void The_largest_field_is_blamed_however_much_has_arrived(string head, string? field)
    {
        foreach (var reading in new[] { Reading.Of(head, limits: new HeadLimits(60, 100)), Reading.Slowly(head, limits: new HeadLimits(60, 100)) })
        {
            reading.Kind.ShouldBe(ViolationKind.HeadTooLarge);
            reading.Offset.ShouldBe(60);
            reading.Field.ShouldBe(field);
        }

        Reading.Of(head, limits: new HeadLimits(60, 100)).Detail.ShouldBe(Reading.Slowly(head, limits: new HeadLimits(60, 100)).Detail);
    }

    [Fact]
    public void A_head_that_is_too_large_says_so_in_words()
    {
        Reading.Of("HTTP/1.1 200 OK\r\nSet-Cookie: 012345678901234567890\r\nA: 1\r\n\r\n", limits: new HeadLimits(50, 100)).Detail
            .ShouldBe("the head is larger than 50 bytes; the largest field is Set-Cookie with 33 bytes, 0 fields were complete");
        Reading.Of("HTTP/1.1 200 01234567890123456789", limits: new HeadLimits(20, 100)).Detail
            .ShouldBe("the head is larger than 20 bytes; its first line has no end");
    }

    [Fact]
    public void Reading_on_after_the_end_changes_nothing_until_reset()
    {
        var reader = new ResponseHeadReader();
        var message = Latin1.Bytes(Head + "C: 3\r\n");
        reader.Read(message, Reading.Usual).ShouldBe(ReadStatus.Done);
        reader.Read(message, Reading.Usual).ShouldBe(ReadStatus.Done);
        reader.Head.Fields.Count.ShouldBe(2);
        reader.Head.Length.ShouldBe(Head.Length);

        reader.Reset();
        reader.Read("SSH-"u8.ToArray(), Reading.Usual).ShouldBe(ReadStatus.Invalid);
        reader.Read(message, Reading.Usual).ShouldBe(ReadStatus.Invalid);

        reader.Reset();
        reader.Read(message, Reading.Usual).ShouldBe(ReadStatus.Done);
    }
}
