using System.Text;
using Goodgate.Gateway.Forwarding.Coding;
using Goodgate.Gateway.Tests.Cache;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Tests.Forwarding.Coding;

/// <summary>The head of what is compressed here is the one its server would have sent with that coding.</summary>
public sealed class CodedHeadTests
{
    [Theory]
    [InlineData("ETag: \"a\"|Content-Length: 5|Accept-Ranges: bytes|X: y", "ETag: W/\"a\"|X: y|Content-Encoding: br|Vary: Accept-Encoding")]
    [InlineData("ETag: W/\"a\"", "ETag: W/\"a\"|Content-Encoding: br|Vary: Accept-Encoding")]
    [InlineData("Vary: Cookie", "Vary: Cookie|Content-Encoding: br|Vary: Accept-Encoding")]
    [InlineData("Vary: cookie, accept-encoding", "Vary: cookie, accept-encoding|Content-Encoding: br")]
    [InlineData("Vary: *", "Vary: *|Content-Encoding: br")]
    [InlineData("Content-MD5: x|Digest: x|content-digest: x|Repr-Digest: x|Digested: x", "Digested: x|Content-Encoding: br|Vary: Accept-Encoding")]
    [InlineData("Set-Cookie: a=\"b\"|Set-Cookie: c", "Set-Cookie: a=\"b\"|Set-Cookie: c|Content-Encoding: br|Vary: Accept-Encoding")]
    public void What_describes_the_plain_bytes_is_left_out(string lines, string expected) =>
        Lines(CodedHead.Of(Heads.Response(404, lines), new CodingPlan(true, "br")).ShouldNotBeNull(), 404).ShouldBe(expected);

    [Fact]
    public void What_only_varies_keeps_all_its_fields() =>
        Lines(CodedHead.Of(Heads.Response(200, "ETag: \"a\"|Content-Length: 5000|Accept-Ranges: bytes"), new CodingPlan(true, null)).ShouldNotBeNull(), 200)
            .ShouldBe("ETag: \"a\"|Content-Length: 5000|Accept-Ranges: bytes|Vary: Accept-Encoding");

    [Theory]
    [InlineData("ETag: \"a\"", "W/\"a\"", "ETag: W/\"a\"")]
    [InlineData("ETag: \"a\"", "\"a\"", "ETag: \"a\"")]
    [InlineData("ETag: \"b\"", "W/\"a\"", "ETag: \"b\"")]
    [InlineData("ETag: W/\"a\"", "W/\"a\"", "ETag: W/\"a\"")]
    [InlineData("ETag: \"a\"", null, "ETag: \"a\"")]
    [InlineData("ETag: \"a\"|Vary: Cookie", "W/\"a\"", "ETag: W/\"a\"|Vary: Cookie|Vary: Accept-Encoding")]
    [InlineData("Vary: Cookie", null, "Vary: Cookie|Vary: Accept-Encoding")]
    [InlineData("X: y", "W/\"a\"", "X: y")]
    public void A_304_speaks_of_the_form_that_was_asked_about(string lines, string? asked, string expected) =>
        Lines(CodedHead.Confirmed(Heads.Response(304, lines), asked), 304).ShouldBe(expected);

    private static string Lines(ResponseHead head, int status)
    {
        head.Status.ShouldBe(status);
        return string.Join('|', Enumerable.Range(0, head.Fields.Count).Select(i => $"{Encoding.Latin1.GetString(head.Fields.Name(i))}: {Encoding.Latin1.GetString(head.Fields.Value(i))}"));
    }
}
