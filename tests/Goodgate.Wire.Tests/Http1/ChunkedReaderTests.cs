using Goodgate.Wire.Http1;

namespace Goodgate.Wire.Tests.Http1;

public class ChunkedReaderTests
{
    private const string Head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

    [Theory]
    [InlineData("0\r\n\r\n", "", "")]
    [InlineData("5\r\nhello\r\n0\r\n\r\n", "hello", "")]
    [InlineData("5\r\nhello\r\n1\r\n \r\n5\r\nworld\r\n0\r\n\r\n", "hello world", "")]
    [InlineData("A\r\n0123456789\r\n0\r\n\r\n", "0123456789", "")]
    [InlineData("a\r\n0123456789\r\n0\r\n\r\n", "0123456789", "")]
    [InlineData("00000000000000a\r\n0123456789\r\n000000000000000\r\n\r\n", "0123456789", "")]
    [InlineData("4\r\n\r\n\r\n\r\n0\r\n\r\n", "\r\n\r\n", "")]
    [InlineData("5;a\r\nhello\r\n0;last\r\n\r\n", "hello", "")]
    [InlineData("5;a=b;c=d\r\nhello\r\n0\r\n\r\n", "hello", "")]
    [InlineData("5 ; a = b\r\nhello\r\n0\r\n\r\n", "hello", "")]
    [InlineData("5;a=\"b;c\\\"d, \xE9\"\r\nhello\r\n0\r\n\r\n", "hello", "")]
    [InlineData("5;\r\nhello\r\n0\r\n\r\n", "hello", "")]
    [InlineData("5   \r\nhello\r\n0 \t\r\n\r\n", "hello", "")]
    [InlineData("2\r\nab\r\n0\r\nA: b\r\n\r\n", "ab", "A=b;")]
    [InlineData("2\r\nab\r\n0;x\r\nExpires: never\r\nServer-Timing:\r\n\r\n", "ab", "Expires=never;Server-Timing=;")]
    public void Valid_bodies_give_the_same_content_for_every_split(string body, string content, string trailers)
    {
        var bytes = Latin1.Bytes(Head + body + "EXCESS");
        var whole = Reading.Of(Head + body + "EXCESS");
        whole.IsDone.ShouldBeTrue();
        whole.Content.ShouldBe(content);
        whole.Trailers.ShouldBe(trailers);
        whole.Consumed.ShouldBe(Head.Length + body.Length);
        whole.Forgiven.ShouldBe(Leniency.None);
        Reading.Slowly(Head + body + "EXCESS").ShouldBe(whole);
        for (var split = 0; split <= bytes.Length; split++)
        {
            Reading.Of(bytes, [split]).ShouldBe(whole);
            for (var second = split; second <= bytes.Length; second++)
            {
                Reading.Of(bytes, [split, second]).ShouldBe(whole);
            }
        }
    }

    [Theory]
    [InlineData("\r\n", ViolationKind.BadChunkSize, 0)]
    [InlineData("x\r\n", ViolationKind.BadChunkSize, 0)]
    [InlineData("-1\r\n", ViolationKind.BadChunkSize, 0)]
    [InlineData("+1\r\n", ViolationKind.BadChunkSize, 0)]
    [InlineData(" 1\r\n", ViolationKind.BadChunkSize, 0)]
    [InlineData(";a\r\n", ViolationKind.BadChunkSize, 0)]
    [InlineData("0x1\r\n", ViolationKind.BadChunkSize, 1)]
    [InlineData("1_0\r\n", ViolationKind.BadChunkSize, 1)]
    [InlineData("5g\r\nhello", ViolationKind.BadChunkSize, 1)]
    [InlineData("1 f\r\n", ViolationKind.BadChunkSize, 2)]
    [InlineData("1 \x01\r\n", ViolationKind.BadChunkSize, 2)]
    [InlineData("5\rhello", ViolationKind.BadChunkSize, 2)]
    [InlineData("5\r\r\nhello", ViolationKind.BadChunkSize, 2)]
    [InlineData("5;a\rb\r\nhello", ViolationKind.BadChunkSize, 4)]
    [InlineData("fffffffffffffffff\r\n", ViolationKind.BadChunkSize, 15)]
    [InlineData("0000000000000005\r\nhello", ViolationKind.BadChunkSize, 15)]
    [InlineData("8000000000000000\r\n", ViolationKind.BadChunkSize, 15)]
    [InlineData("5;a\0\r\nhello", ViolationKind.BadChunkExtension, 3)]
    [InlineData("5;\x7F\r\nhello", ViolationKind.BadChunkExtension, 2)]
    [InlineData("5\nhello\r\n", ViolationKind.BadChunkSize, 1)]
    [InlineData("5;a\nhello\r\n", ViolationKind.BadChunkExtension, 3)]
    [InlineData("5 \nhello\r\n", ViolationKind.BadChunkSize, 2)]
    [InlineData("5\r\nhello0\r\n\r\n", ViolationKind.BadChunkEnd, 8)]
    [InlineData("5\r\nhello\n0\r\n\r\n", ViolationKind.BadChunkEnd, 8)]
    [InlineData("5\r\nhello\r0\r\n\r\n", ViolationKind.BadChunkEnd, 9)]
    [InlineData("5\r\nhello world\r\n0\r\n\r\n", ViolationKind.BadChunkEnd, 8)]
    [InlineData("5\r\nhell\r\n0\r\n\r\n", ViolationKind.BadChunkEnd, 8)]
    [InlineData("5\r\nhello\r\n\r\n0\r\n\r\n", ViolationKind.BadChunkSize, 10)]
    [InlineData("0\r\nno colon\r\n\r\n", ViolationKind.BadTrailer, 3)]
    [InlineData("0\r\nA: b\r\nC : d\r\n\r\n", ViolationKind.BadTrailer, 10)]
    [InlineData("0\r\nA: b\0\r\n\r\n", ViolationKind.BadTrailer, 7)]
    [InlineData("0\r\nA: b\r\n c\r\n\r\n", ViolationKind.BadTrailer, 9)]
    [InlineData("0\r\n A: b\r\n\r\n", ViolationKind.BadTrailer, 3)]
    [InlineData("0\r\nA: b\n\r\n", ViolationKind.BadTrailer, 7)]
    [InlineData("0\r\n\n", ViolationKind.BadTrailer, 3)]
    [InlineData("0\r\nHTTP/1.1 200 OK\r\n\r\n", ViolationKind.BadTrailer, 3)]
    public void Invalid_bodies_are_refused_at_the_same_byte_for_every_split(string body, ViolationKind kind, long offset)
    {
        var bytes = Latin1.Bytes(Head + body);
        var whole = Reading.Of(Head + body);
        whole.Kind.ShouldBe(kind);
        whole.Offset.ShouldBe(offset);
        Reading.Slowly(Head + body).ShouldBe(whole);
        for (var split = 0; split <= bytes.Length; split++)
        {
            Reading.Of(bytes, [split]).ShouldBe(whole);
        }
    }

    [Fact]
    public void The_field_of_a_bad_trailer_is_named()
    {
        Reading.Of(Head + "0\r\nA: b\r\nDigest: \x01\r\n\r\n").Field.ShouldBe("Digest");
        Reading.Of(Head + "0\r\nA: b\r\nC : d\r\n\r\n").Field.ShouldBe("C");
    }

    [Theory]
    [InlineData(4096, true)]
    [InlineData(4097, false)]
    public void An_extension_is_bounded(int length, bool passes)
    {
        var reading = Reading.Of(Head + "1;" + new string('a', length - 1) + "\r\nx\r\n0\r\n\r\n");
        reading.IsDone.ShouldBe(passes);
        reading.Kind.ShouldBe(passes ? null : ViolationKind.BadChunkExtension);
    }

    [Fact]
    public void A_chunk_may_be_larger_than_any_buffer()
    {
        var reader = new ChunkedReader();
        reader.Read("fffffffffffffff\r\nab"u8, Reading.Usual, out var framing, out var content).ShouldBe(ReadStatus.NeedMore);
        framing.ShouldBe(17);
        content.ShouldBe(2);
        reader.Read("cd"u8, Reading.Usual, out framing, out content).ShouldBe(ReadStatus.NeedMore);
        framing.ShouldBe(0);
        content.ShouldBe(2);
        reader.Consumed.ShouldBe(21);
    }

    [Fact]
    public void Bytes_after_the_end_are_not_taken()
    {
        var reader = new ChunkedReader();
        reader.Read("0\r\n\r\nHTTP/1.1 200 OK\r\n"u8, Reading.Usual, out var framing, out var content).ShouldBe(ReadStatus.Done);
        framing.ShouldBe(5);
        content.ShouldBe(0);
        reader.Read("more"u8, Reading.Usual, out framing, out content).ShouldBe(ReadStatus.Done);
        (framing + content).ShouldBe(0);
        reader.Consumed.ShouldBe(5);
    }

    [Theory]
    [InlineData("0\r\nA: 12\r\n\r\n", 10, 9, null, 0)]
    [InlineData("0\r\nA: 12\r\n\r\n", 9, 9, null, 0)]
    [InlineData("0\r\nA: 12\r\n\r\n", 8, 9, ViolationKind.TrailersTooLarge, 11)]
    [InlineData("0\r\nA: 12\r\n\r\n", 4, 9, ViolationKind.TrailersTooLarge, 7)]
    [InlineData("0\r\nA: 1\r\nB: 2\r\n\r\n", 99, 1, ViolationKind.TrailersTooLarge, 9)]
    public void The_trailer_section_is_bounded(string body, int maxBytes, int maxFields, ViolationKind? kind, long offset)
    {
        var limits = new HeadLimits(maxBytes, maxFields);
        for (var split = 0; split <= body.Length; split++)
        {
            var reader = new ChunkedReader();
            var bytes = Latin1.Bytes(body);
            var status = reader.Read(bytes.AsSpan(0, split), limits, out var framing, out _);
            if (status == ReadStatus.NeedMore)
            {
                status = reader.Read(bytes.AsSpan(framing), limits, out _, out _);
            }

            status.ShouldBe(kind is null ? ReadStatus.Done : ReadStatus.Invalid);
            (reader.Violation?.Kind).ShouldBe(kind);
            (reader.Violation?.Offset ?? 0).ShouldBe(offset);
        }
    }

    [Theory]
    [InlineData("5\nhello\n0\n\n", "")]
    [InlineData("5;a\nhello\r\n0\r\n\n", "")]
    [InlineData("5\r\nhello\r\n0\r\nA: b\n\r\n", "A=b;")]
    public void Bare_lf_may_be_let_through(string body, string trailers)
    {
        var lenient = Reading.Usual with { Lenient = Leniency.BareLf };
        var reading = Reading.Of(Head + body, limits: lenient);
        reading.IsDone.ShouldBeTrue();
        reading.Content.ShouldBe("hello");
        reading.Trailers.ShouldBe(trailers);
        reading.Forgiven.ShouldBe(Leniency.BareLf);
        Reading.Slowly(Head + body, limits: lenient).ShouldBe(reading);
    }

    [Fact]
    public void Folds_and_blanks_in_trailers_may_be_let_through()
    {
        var lenient = Reading.Usual with { Lenient = Leniency.ObsFold | Leniency.SpaceBeforeColon };
        var reading = Reading.Of(Head + "0\r\nA : b\r\n c\r\n\r\n", limits: lenient);
        reading.Trailers.ShouldBe("A=b   c;");
        reading.Forgiven.ShouldBe(Leniency.ObsFold | Leniency.SpaceBeforeColon);
    }

    [Fact]
    public void Reset_makes_ready_for_the_next_body()
    {
        var reader = new ChunkedReader();
        reader.Read("1;x\n"u8, Reading.Usual with { Lenient = Leniency.BareLf }, out _, out _);
        reader.Reset();
        reader.Forgiven.ShouldBe(Leniency.None);
        reader.Read("0\r\nA: b\r\n\r\n"u8, Reading.Usual, out _, out _).ShouldBe(ReadStatus.Done);
        reader.Trailers.Count.ShouldBe(1);
        reader.Reset();
        reader.Read("zz"u8, Reading.Usual, out _, out _).ShouldBe(ReadStatus.Invalid);
        reader.Reset();
        reader.Violation.ShouldBeNull();
        reader.Consumed.ShouldBe(0);
        reader.Read("0\r\n\r\n"u8, Reading.Usual, out _, out _).ShouldBe(ReadStatus.Done);
        reader.Trailers.Count.ShouldBe(0);
    }
}
