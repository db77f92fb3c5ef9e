using Goodgate.Wire.Http1;

namespace Goodgate.Wire.Tests.Http1;

public class RequestHeadReaderTests
{
    private const string Request = "POST /a?b=%20 HTTP/1.1\r\nHost: example.com:8080\r\nContent-Length: 5\r\n\r\n";

    private readonly RequestHeadReader _reader = new();

    [Fact]
    public void A_request_is_read_to_the_end_of_its_head()
    {
        var bytes = Latin1.Bytes("\r\n" + Request + "hello");
        _reader.Read(bytes, Reading.Usual).ShouldBe(ReadStatus.Done, _reader.Violation?.Detail);

        var head = _reader.Head;
        head.Attach(bytes, 0);
        head.Method.ShouldBe("POST");
        Latin1.Text(head.Target).ShouldBe("/a?b=%20");
        head.Form.ShouldBe(TargetForm.Origin);
        head.Authority.IsEmpty.ShouldBeTrue();
        (head.MajorVersion, head.MinorVersion).ShouldBe((1, 1));
        head.Length.ShouldBe(bytes.Length - 5);
        Reading.Lines(head.Fields).ShouldBe("Host=example.com:8080;Content-Length=5;");
        head.Fields[0].Known.ShouldBe(KnownField.Host);
    }

    [Fact]
    public void One_request_after_another_in_one_buffer()
    {
        var bytes = Latin1.Bytes("GET /1 HTTP/1.1\r\nHost: a\r\nA: 1\r\n\r\nGET http://b/2 HTTP/1.0\r\n\r\n");
        _reader.Read(bytes, Reading.Usual).ShouldBe(ReadStatus.Done);
        var second = _reader.Head.Length;

        _reader.Reset();
        _reader.Head.Length.ShouldBe(0);
        _reader.Head.Fields.Count.ShouldBe(0);
        _reader.Read(bytes.AsSpan(second), Reading.Usual).ShouldBe(ReadStatus.Done);
        _reader.Head.Attach(bytes, second);
        Latin1.Text(_reader.Head.Target).ShouldBe("http://b/2");
        Latin1.Text(_reader.Head.Authority).ShouldBe("b");
        _reader.Head.MinorVersion.ShouldBe(0);
        _reader.Head.Fields.Count.ShouldBe(0);
        (second + _reader.Head.Length).ShouldBe(bytes.Length);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    [InlineData("TRACE")]
    public void The_usual_methods_are_one_string_each(string method)
    {
        _reader.Read(Latin1.Bytes($"{method} / HTTP/1.1\r\nHost: a\r\n\r\n"), Reading.Usual).ShouldBe(ReadStatus.Done);
        string.IsInterned(_reader.Head.Method).ShouldBeSameAs(_reader.Head.Method);
        _reader.Head.Method.ShouldBe(method);
    }

    [Fact]
    public void After_reset_nothing_of_the_bytes_before_is_seen()
    {
        var bytes = Latin1.Bytes(Request);
        _reader.Read(bytes, Reading.Usual);
        _reader.Head.Attach(bytes, 0);

        _reader.Reset();

        _reader.Head.Method.ShouldBeEmpty();
        _reader.Head.Target.IsEmpty.ShouldBeTrue();
        _reader.Head.Authority.IsEmpty.ShouldBeTrue();
        _reader.Head.Fields.Count.ShouldBe(0);
    }

    [Fact]
    public void Reading_on_after_the_end_changes_nothing_until_reset()
    {
        var message = Latin1.Bytes(Request + "C: 3\r\n\r\n");
        _reader.Read(message, Reading.Usual).ShouldBe(ReadStatus.Done);
        _reader.Read(message, Reading.Usual).ShouldBe(ReadStatus.Done);
        _reader.Head.Fields.Count.ShouldBe(2);

        _reader.Reset();
        _reader.Read("{}\r\n"u8.ToArray(), Reading.Usual).ShouldBe(ReadStatus.Invalid);
        var violation = _reader.Violation;
        _reader.Read(message, Reading.Usual).ShouldBe(ReadStatus.Invalid);
        _reader.Violation.ShouldBeSameAs(violation);

        _reader.Reset();
        _reader.Read(message, Reading.Usual).ShouldBe(ReadStatus.Done);
    }

    // The bound on work: a client that sends byte after byte must not make us read the head again each time.
    [Fact]
    public void Lines_that_were_read_are_not_read_again()
    {
        var bytes = Latin1.Bytes("GET / HTTP/1.1\r\nHost: a\r\nA: b\r\nC: d\r\n\r\n");
        _reader.Read(bytes.AsSpan(0, 35), Reading.Usual).ShouldBe(ReadStatus.NeedMore);

        // In the request line and in the name of a field.
        bytes[0] = 0;
        bytes[25] = 0;

        _reader.Read(bytes, Reading.Usual).ShouldBe(ReadStatus.Done);
        _reader.Head.Fields.Count.ShouldBe(3);
    }

    [Fact]
    public void The_method_is_known_even_when_the_rest_is_refused()
    {
        _reader.Read(Latin1.Bytes("HEAD /\x01 HTTP/1.1\r\n"), Reading.Usual).ShouldBe(ReadStatus.Invalid);
        _reader.Head.Method.ShouldBe("HEAD");
        _reader.Head.Target.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void A_wrong_first_byte_is_refused_without_waiting_for_a_line()
    {
        RequestReading.Of("\x16\x03").Status.ShouldBe(ReadStatus.NeedMore);
        RequestReading.Of("\x16\x03\x01").Protocol.ShouldBe("tls");
        RequestReading.Of("{\"a").Kind.ShouldBe(ViolationKind.BadMethod);
        RequestReading.Of("").Status.ShouldBe(ReadStatus.NeedMore);
        RequestReading.Of("\r\n\r\n").Status.ShouldBe(ReadStatus.NeedMore);
    }

    [Fact]
    public void Evidence_shows_no_secret()
    {
        _reader.Read(Latin1.Bytes("GET /?token=s3cret\x01 HTTP/1.1\r\n"), Reading.Usual).ShouldBe(ReadStatus.Invalid);
        _reader.Violation!.Sample.ShouldNotContain("s3cret");

        _reader.Reset();
        _reader.Read(Latin1.Bytes("GET / HTTP/1.1\r\nHost: a\r\nCookie: a=s3cret\0\r\n"), Reading.Usual).ShouldBe(ReadStatus.Invalid);
        (_reader.Violation.Sample + _reader.Violation.Detail).ShouldNotContain("s3cret");
    }
}
