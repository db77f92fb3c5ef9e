using Goodgate.Wire.Http1;

namespace Goodgate.Wire.Tests.Http1;

public class RequestHeadReaderTests
{
    private readonly RequestHeadReader _reader = new();

    [Fact]
    public void A_request_is_read_to_the_end_of_its_head()
    {
        var bytes = Latin1.Bytes("\r\nPOST /a?b=%20 HTTP/1.1\r\nHost: example.com:8080\r\nContent-Length: 5\r\n\r\nhello");
        _reader.Read(bytes, Reading.Usual).ShouldBe(ReadStatus.Done, _reader.Violation?.Detail);

        var head = _reader.Head;
        head.Attach(bytes, 0);
        head.Method.ShouldBe("POST");
        Latin1.Text(head.Target).ShouldBe("/a?b=%20");
        head.Form.ShouldBe(TargetForm.Origin);
        (head.MajorVersion, head.MinorVersion).ShouldBe((1, 1));
        head.Length.ShouldBe(bytes.Length - 5);
        Reading.Lines(head.Fields).ShouldBe("Host=example.com:8080;Content-Length=5;");
        RequestFraming.Decide(head, out var violation).ShouldBe(new BodyFraming(BodyKind.Length, 5, 5));
        violation.ShouldBeNull();
    }
}
