using Goodgate.Wire.Http1;

namespace Goodgate.Wire.Tests.Http1;

public class RequestHeadWriterTests
{
    private readonly RequestHeadWriter _writer = new();

    private string Written => Latin1.Text(_writer.Written.Span);

    [Fact]
    public void A_request_with_fields_and_a_body()
    {
        _writer.Start("POST", "/a?b=c");
        _writer.Field("Host", "example.com");
        _writer.Field("X-Empty", "");
        _writer.Field("Content-Length", 5);
        _writer.Raw("Via: 1.1 gate\r\n"u8);
        _writer.End();
        _writer.Body("hello"u8);

        Written.ShouldBe("POST /a?b=c HTTP/1.1\r\nHost: example.com\r\nX-Empty: \r\nContent-Length: 5\r\nVia: 1.1 gate\r\n\r\nhello");
    }

    [Fact]
    public void A_request_of_bytes_that_were_checked()
    {
        _writer.Start("GET", "/a?b=%20|"u8);
        _writer.Field("Host"u8, "example.com"u8);
        _writer.Field("X-Empty"u8, ""u8);
        _writer.End();

        Written.ShouldBe("GET /a?b=%20| HTTP/1.1\r\nHost: example.com\r\nX-Empty: \r\n\r\n");
        Refused(() => _writer.Start("G T", "/"u8));
    }

    [Fact]
    public void Trim_forgets_and_the_writer_can_be_used_again()
    {
        _writer.Start("GET", "/");
        _writer.Body(new byte[100_000]);
        _writer.Trim();
        _writer.Written.IsEmpty.ShouldBeTrue();

        _writer.Start("GET", "/");
        Written.ShouldBe("GET / HTTP/1.1\r\n");
    }

    [Fact]
    public void Start_forgets_what_was_written_before()
    {
        _writer.Start("GET", "/first");
        _writer.Field("A", "b");
        _writer.Start("GET", "*");
        _writer.End();

        Written.ShouldBe("GET * HTTP/1.1\r\n\r\n");
    }

    [Fact]
    public void Every_byte_that_may_stand_in_a_value_goes_out_unchanged()
    {
        var value = string.Concat(Enumerable.Range(0, 256).Where(b => b is '\t' or (>= 0x20 and not 0x7F)).Select(b => (char)b));
        value.Length.ShouldBe(256 - 32);
        _writer.Start("GET", "/");
        _writer.Field("A", value);

        Written.ShouldBe("GET / HTTP/1.1\r\nA: " + value + "\r\n");
    }

    [Fact]
    public void Every_byte_that_may_stand_in_a_target_goes_out_unchanged()
    {
        var target = "/" + string.Concat(Enumerable.Range(0x21, 255 - 0x20).Where(b => b != 0x7F).Select(b => (char)b));
        _writer.Start("GET", target);

        Written.ShouldBe("GET " + target + " HTTP/1.1\r\n");
    }

    public static TheoryData<int> Controls => [.. Enumerable.Range(0, 0x20).Append(0x7F)];

    [Theory]
    [MemberData(nameof(Controls))]
    public void Controls_are_refused_everywhere_but_tab_in_a_value(int control)
    {
        var text = $"a{(char)control}b";
        Refused(() => _writer.Start(text, "/"));
        Refused(() => _writer.Start("GET", text));
        Refused(() => _writer.Field(text, "b"));
        Refused(() => _writer.Field(text, 5));
        if (control != '\t')
        {
            Refused(() => _writer.Field("A", text));
        }
    }

    // Sent as a byte each would be "?", or its lower half: U+010D would be CR, U+010A LF.
    [Theory]
    [InlineData('\u0100')]
    [InlineData('\u010A')]
    [InlineData('\u010D')]
    [InlineData('\u2028')]
    [InlineData('\uD83D')]
    [InlineData('\uFF1A')]
    [InlineData('\uFFFF')]
    public void Characters_that_are_no_byte_are_refused(char character)
    {
        var text = $"a{character}b";
        Refused(() => _writer.Start(text, "/"));
        Refused(() => _writer.Start("GET", text));
        Refused(() => _writer.Field(text, "b"));
        Refused(() => _writer.Field("A", text));
    }

    [Theory]
    [InlineData("GET ", "/")]
    [InlineData("GET / HTTP/1.1\r\nA:", "/")]
    [InlineData("", "/")]
    [InlineData("G\xC9T", "/")]
    [InlineData("GET", "")]
    [InlineData("GET", "/ HTTP/1.1")]
    [InlineData("GET", "/a b")]
    [InlineData("GET", "/a\tb")]
    [InlineData("GET", "/\r\nHost: evil")]
    public void A_request_line_cannot_be_forged(string method, string target) => Refused(() => _writer.Start(method, target));

    [Theory]
    [InlineData("")]
    [InlineData("A:")]
    [InlineData("A: b\r\nC")]
    [InlineData("A b")]
    [InlineData(" A")]
    [InlineData("A\xE9")]
    [InlineData("(A)")]
    public void A_field_name_is_a_token(string name)
    {
        Refused(() => _writer.Field(name, "b"));
        Refused(() => _writer.Field(name, 5));
    }

    [Fact]
    public void What_is_refused_is_named_by_its_code_and_leaves_nothing_behind()
    {
        _writer.Start("GET", "/");
        var before = Written;
        var refusal = Should.Throw<ArgumentException>(() => _writer.Field("Authorization", "secret\nX: y"));

        refusal.Message.ShouldStartWith("character U+000A at 6 may not stand in the value of a message");
        refusal.Message.ShouldNotContain("secret");
        Written.ShouldBe(before);
    }

    [Theory]
    [InlineData(long.MinValue)]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(long.MaxValue)]
    public void Numbers_of_every_length_fit(long number)
    {
        for (var fill = 1990; fill < 2060; fill++)
        {
            _writer.Start("GET", "/" + new string('a', fill - 17));
            _writer.Field("N", number);
            Written.ShouldEndWith($"\r\nN: {number}\r\n");
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2047)]
    [InlineData(2048)]
    [InlineData(100_000)]
    public void The_buffer_grows(int length)
    {
        var text = new string('x', length);
        _writer.Start("GET", "/");
        _writer.Field("A", text);
        _writer.Raw(Latin1.Bytes(text));
        _writer.End();
        _writer.Body(Latin1.Bytes(text));

        Written.ShouldBe($"GET / HTTP/1.1\r\nA: {text}\r\n{text}\r\n{text}");
    }

    private static void Refused(Action write) => Should.Throw<ArgumentException>(write);
}
