using System.Text;
using Goodgate.Gateway.Observing;
using Goodgate.Gateway.Observing.Access;
using Goodgate.Gateway.Observing.Lines;

namespace Goodgate.Gateway.Tests.Observing;

public sealed class CombinedFormatTests
{
    [Fact]
    public void A_record_is_one_line_of_the_combined_format() =>
        Line(Samples.Record).ShouldBe(
            "192.0.2.7 - - [21/Nov/2026:12:00:00 +0000] \"GET /cart?a=1&b=2 HTTP/1.1\" 200 512 \"https://shop.example/\" \"Mozilla/5.0 (X11)\"\n");

    [Fact]
    public void Missing_values_are_hyphens() =>
        Line(Samples.Record with { Method = "", Target = "", Protocol = "", Client = null, Referer = null, UserAgent = "", Status = 400, BytesOut = 0 })
            .ShouldBe("- - - [21/Nov/2026:12:00:00 +0000] \"-\" 400 0 \"-\" \"-\"\n");

    // What nginx 1.22.1 writes for the same bytes (log_format escape=default).
    [Theory]
    [InlineData("a\"b", "a\\x22b")]
    [InlineData("a\\b", "a\\x5Cb")]
    [InlineData("\u001b[31m", "\\x1B[31m")]
    [InlineData("\r\n", "\\x0D\\x0A")]
    [InlineData("\u00e9\u009b\u007f", "\\xE9\\x9B\\x7F")]
    public void Bytes_that_could_end_a_field_or_steer_a_terminal_are_escaped(string agent, string written) =>
        Line(Samples.Record with { UserAgent = agent }).ShouldEndWith($"\"{written}\"\n");

    [Fact]
    public void Every_byte_stays_inside_its_field()
    {
        var hostile = new string([.. Enumerable.Range(0, 256).Select(value => (char)value)]);
        var line = Line(Samples.Record with { Target = hostile, Referer = hostile, UserAgent = hostile, Method = hostile });
        line.TrimEnd('\n').ShouldAllBe(c => c >= ' ' && c <= '~');
        line.Count(c => c == '"').ShouldBe(6);
    }

    [Fact]
    public void Http2_is_spelled_as_nginx_does() => Line(Samples.Record with { Protocol = "HTTP/2" }).ShouldContain(" HTTP/2.0\"");

    private static string Line(AccessRecord record)
    {
        var lines = new LineBuffer();
        new CombinedFormat().Write(record, lines);
        return Encoding.ASCII.GetString(lines.Written);
    }
}
