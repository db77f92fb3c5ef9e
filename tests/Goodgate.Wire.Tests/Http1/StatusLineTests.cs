using Goodgate.Wire.Http1;

namespace Goodgate.Wire.Tests.Http1;

public class StatusLineTests
{
    [Theory]
    [InlineData("HTTP/1.1 200 OK", 200, 1, false)]
    [InlineData("HTTP/1.0 200 OK", 200, 0, false)]
    [InlineData("HTTP/1.1 100 Continue", 100, 1, false)]
    [InlineData("HTTP/1.1 599 ", 599, 1, false)]
    [InlineData("HTTP/1.1 200", 200, 1, true)]
    [InlineData("HTTP/1.1 404 Pas trouv\xE9\tici", 404, 1, false)]
    public void Good_status_lines(string line, int status, int minor, bool spaceMissing)
    {
        var reader = new ResponseHeadReader();

        reader.Read(Latin1.Bytes(line + "\r\n\r\n"), Reading.Usual).ShouldBe(ReadStatus.Done);

        reader.Head.Status.ShouldBe(status);
        reader.Head.MinorVersion.ShouldBe(minor);
        reader.Head.ReasonSpaceMissing.ShouldBe(spaceMissing);
        reader.Head.Length.ShouldBe(line.Length + 4);
    }

    [Theory]
    [InlineData("http/1.1 200 OK", ViolationKind.BadVersion, 0)]
    [InlineData("Http/1.1 200 OK", ViolationKind.BadVersion, 0)]
    [InlineData("HTTP/0.9 200 OK", ViolationKind.BadVersion, 0)]
    [InlineData("HTTP/2 200", ViolationKind.BadVersion, 0)]
    [InlineData("HTTP/1.2 200 OK", ViolationKind.BadVersion, 0)]
    [InlineData("HTTP/1.10 200 OK", ViolationKind.BadVersion, 0)]
    [InlineData("HTTP/1. 200 OK", ViolationKind.BadVersion, 0)]
    [InlineData("HTTP/1,1 200 OK", ViolationKind.BadVersion, 0)]
    [InlineData("HTTP 200 OK", ViolationKind.BadStatusLine, 0)]
    [InlineData("HTT", ViolationKind.BadStatusLine, 0)]
    [InlineData("", ViolationKind.BadStatusLine, 0)]
    [InlineData("hello", ViolationKind.BadStatusLine, 0)]
    [InlineData("\r\nHTTP/1.1 200 OK", ViolationKind.BadStatusLine, 0)]
    [InlineData(" HTTP/1.1 200 OK", ViolationKind.BadStatusLine, 0)]
    [InlineData("HTTP/1.1", ViolationKind.BadStatusLine, 8)]
    [InlineData("HTTP/1.1  200 OK", ViolationKind.BadStatusLine, 8)]
    [InlineData("HTTP/1.1\t200 OK", ViolationKind.BadStatusLine, 8)]
    [InlineData("HTTP/1.1 20", ViolationKind.BadStatusLine, 8)]
    [InlineData("HTTP/1.1 2x0 OK", ViolationKind.BadStatusLine, 8)]
    [InlineData("HTTP/1.1 +20 OK", ViolationKind.BadStatusLine, 8)]
    [InlineData("HTTP/1.1 2000 OK", ViolationKind.BadStatusCode, 9)]
    [InlineData("HTTP/1.1 200OK", ViolationKind.BadStatusCode, 9)]
    [InlineData("HTTP/1.1 200\tOK", ViolationKind.BadStatusCode, 9)]
    [InlineData("HTTP/1.1 099 OK", ViolationKind.BadStatusCode, 9)]
    [InlineData("HTTP/1.1 600 OK", ViolationKind.BadStatusCode, 9)]
    [InlineData("HTTP/1.1 000 OK", ViolationKind.BadStatusCode, 9)]
    [InlineData("HTTP/1.1 200 O\0K", ViolationKind.BadStatusLine, 14)]
    [InlineData("HTTP/1.1 200 O\rK", ViolationKind.BadStatusLine, 14)]
    [InlineData("HTTP/1.1 200 OK\r", ViolationKind.BadStatusLine, 15)]
    [InlineData("HTTP/1.1 200 \x1B[2J", ViolationKind.BadStatusLine, 13)]
    public void Bad_status_lines_at_once_and_byte_after_byte(string line, ViolationKind kind, long offset)
    {
        var response = line + "\r\nA: b\r\n\r\n";
        foreach (var reading in new[] { Reading.Of(response), Reading.Slowly(response) })
        {
            reading.Kind.ShouldBe(kind);
            reading.Offset.ShouldBe(offset);
        }
    }

    [Fact]
    public void A_wrong_first_byte_is_refused_without_waiting_for_a_line()
    {
        Reading.Of("S").Kind.ShouldBe(ViolationKind.BadStatusLine);
        Reading.Of("HTTP/1.1 200 OK\r\n").Status.ShouldBe(ReadStatus.NeedMore);
        Reading.Of("").Status.ShouldBe(ReadStatus.NeedMore);
    }
}
