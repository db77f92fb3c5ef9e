using Goodgate.Wire.Http1;

namespace Goodgate.Wire.Tests.Http1;

public class ResponseHeadWriterTests
{
    private readonly ResponseHeadWriter _writer = new();

    private string Written => Latin1.Text(_writer.Written.Span);

    [Fact]
    public void A_response_with_fields_and_content()
    {
        _writer.Start(200);
        _writer.Field("Content-Type"u8, "text/plain"u8);
        _writer.Field("X-Empty"u8, ""u8);
        _writer.Field("Cache-Control", "no-store");
        _writer.Field("Content-Length", 5);
        _writer.Raw("Via: 1.1 gate\r\n"u8);
        _writer.End();
        _writer.Content("hello"u8);

        Written.ShouldBe(
            "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nX-Empty: \r\nCache-Control: no-store\r\nContent-Length: 5\r\nVia: 1.1 gate\r\n\r\nhello");
        _writer.Length.ShouldBe(Written.Length);
        Reading.Of(Written).Content.ShouldBe("hello");
    }

    [Fact]
    public void A_chunked_body_with_trailers()
    {
        _writer.Start(200);
        _writer.Field("Transfer-Encoding", "chunked");
        _writer.End();
        _writer.ChunkStart(5);
        _writer.Content("hello"u8);
        _writer.ChunkEnd();
        _writer.ChunkStart(26);
        _writer.Content(Latin1.Bytes(new string('x', 26)));
        _writer.ChunkEnd();
        _writer.LastChunk([new("Digest", "abc"), new("Server-Timing", "")]);

        Written.ShouldEndWith("\r\n\r\n5\r\nhello\r\n1a\r\n" + new string('x', 26) + "\r\n0\r\nDigest: abc\r\nServer-Timing: \r\n\r\n");
        var reading = Reading.Of(Written);
        reading.IsDone.ShouldBeTrue();
        reading.Content.ShouldBe("hello" + new string('x', 26));
        reading.Trailers.ShouldBe("Digest=abc;Server-Timing=;");
    }

    [Theory]
    [InlineData(1, "1\r\n")]
    [InlineData(15, "f\r\n")]
    [InlineData(16, "10\r\n")]
    [InlineData(65536, "10000\r\n")]
    [InlineData(int.MaxValue, "7fffffff\r\n")]
    public void Chunk_sizes(int length, string line)
    {
        _writer.ChunkStart(length);
        Written.ShouldBe(line);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public void A_chunk_of_nothing_would_end_the_body(int length)
    {
        Should.Throw<ArgumentOutOfRangeException>(() => _writer.ChunkStart(length));
        _writer.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void The_last_chunk_alone()
    {
        _writer.LastChunk(null);
        _writer.LastChunk([]);
        Written.ShouldBe("0\r\n\r\n0\r\n\r\n");
    }

    [Fact]
    public void Every_status_has_a_line_that_is_read_back()
    {
        for (var status = 100; status <= 599; status++)
        {
            _writer.Start(status);
            _writer.End();

            Written.ShouldStartWith($"HTTP/1.1 {status} ");
            var reader = new ResponseHeadReader();
            reader.Read(_writer.Written.ToArray(), Reading.Usual).ShouldBe(ReadStatus.Done);
            reader.Head.Status.ShouldBe(status);
            reader.Head.ReasonSpaceMissing.ShouldBeFalse();
        }
    }

    [Theory]
    [InlineData(101, "Switching Protocols")]
    [InlineData(204, "No Content")]
    [InlineData(304, "Not Modified")]
    [InlineData(413, "Content Too Large")]
    [InlineData(418, "")]
    [InlineData(421, "Misdirected Request")]
    [InlineData(431, "Request Header Fields Too Large")]
    [InlineData(502, "Bad Gateway")]
    [InlineData(505, "HTTP Version Not Supported")]
    [InlineData(599, "")]
    public void Phrases_are_the_registered_ones(int status, string phrase)
    {
        _writer.Start(status);
        Written.ShouldBe($"HTTP/1.1 {status} {phrase}\r\n");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(99)]
    [InlineData(600)]
    [InlineData(-200)]
    public void No_status_of_HTTP(int status) => Should.Throw<ArgumentOutOfRangeException>(() => _writer.Start(status));

    [Fact]
    public void Start_and_Clear_forget_what_was_written_before()
    {
        _writer.IsEmpty.ShouldBeTrue();
        _writer.Start(100);
        _writer.IsEmpty.ShouldBeFalse();
        _writer.Start(200);
        Written.ShouldBe("HTTP/1.1 200 OK\r\n");

        _writer.Clear();
        _writer.IsEmpty.ShouldBeTrue();
        _writer.Length.ShouldBe(0);
        _writer.Written.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void What_is_given_back_is_rented_again()
    {
        for (var round = 0; round < 3; round++)
        {
            _writer.Start(200);
            _writer.Content(new byte[round * 100_000]);
            _writer.Length.ShouldBe(17 + (round * 100_000));
            if (round == 1)
            {
                _writer.Trim();
            }
            else
            {
                _writer.Release();
                _writer.Release();
            }

            _writer.IsEmpty.ShouldBeTrue();
            _writer.Written.IsEmpty.ShouldBeTrue();
        }
    }

    [Fact]
    public void Every_byte_that_may_stand_in_a_value_goes_out_unchanged()
    {
        var value = string.Concat(Enumerable.Range(0, 256).Where(b => b is '\t' or (>= 0x20 and not 0x7F)).Select(b => (char)b));
        _writer.Field("A", value);
        _writer.Field("B"u8, Latin1.Bytes(value));
        Written.ShouldBe($"A: {value}\r\nB: {value}\r\n");
    }

    [Theory]
    [InlineData("A", "b\r\nc: d")]
    [InlineData("A", "b\nc")]
    [InlineData("A", "b\0")]
    [InlineData("A", "\u010A")]
    [InlineData("A", "\uFFFF")]
    [InlineData("", "b")]
    [InlineData("A:", "b")]
    [InlineData("A B", "b")]
    [InlineData("A\r\nB", "b")]
    [InlineData("\xC9", "b")]
    public void A_field_cannot_split_the_response(string name, string value)
    {
        Should.Throw<ArgumentException>(() => _writer.Field(name, value));
        Should.Throw<ArgumentException>(() => _writer.LastChunk([new("Good", "g"), new(name, value)]));
        if (name != "A")
        {
            Should.Throw<ArgumentException>(() => _writer.Field(name, 5));
        }

        _writer.IsEmpty.ShouldBeTrue();
    }

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(0)]
    [InlineData(long.MaxValue)]
    public void Numbers_fit_wherever_the_buffer_ends(long number)
    {
        for (var fill = 1990; fill < 2060; fill++)
        {
            _writer.Release();
            _writer.Content(new byte[fill]);
            _writer.Field("N", number);
            Written.ShouldEndWith($"\0N: {number}\r\n");
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2048)]
    [InlineData(100_000)]
    public void The_buffer_grows(int length)
    {
        var text = new string('x', length);
        _writer.Start(200);
        _writer.Field("A"u8, Latin1.Bytes(text));
        _writer.Field("B", text);
        _writer.Raw(Latin1.Bytes(text));
        _writer.End();
        _writer.Content(Latin1.Bytes(text));

        Written.ShouldBe($"HTTP/1.1 200 OK\r\nA: {text}\r\nB: {text}\r\n{text}\r\n{text}");
    }
}
