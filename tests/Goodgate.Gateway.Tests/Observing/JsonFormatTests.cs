using System.Text;
using System.Text.Json;
using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Observing;
using Goodgate.Gateway.Observing.Access;
using Goodgate.Gateway.Observing.Lines;
using Goodgate.Gateway.Upstreams;
using Goodgate.Verdicts.Observations;

namespace Goodgate.Gateway.Tests.Observing;

public sealed class JsonFormatTests
{
    [Fact]
    public void A_record_has_the_documented_keys_in_order()
    {
        var line = Line(Samples.Record);
        line.ShouldBe(
            """{"time":"2026-11-21T12:00:00.250Z","request_id":"req-1","trace_id":"0123456789abcdef0123456789abcdef","client":"192.0.2.7","method":"GET","host":"shop.example","target":"/cart?a=1&b=2","protocol":"HTTP/1.1","scheme":"https","user_agent":"Mozilla/5.0 (X11)","referer":"https://shop.example/","status":200,"source":"upstream","duration_ms":12.346,"bytes_in":3,"bytes_out":512,"site":"shop","route":"/*","upstream":"app"}"""
            + "\n");
    }

    [Fact]
    public void A_failure_carries_cause_party_and_attempts()
    {
        var attempt = Samples.Attempt();
        attempt.Times = new PhaseTimes { Connect = TimeSpan.FromMilliseconds(1.5) };
        attempt.Failure = new Observation { Source = Source.Gateway, Phase = Phase.FirstByte, Happening = Happening.TimedOut };
        attempt.Cause = "response-timeout";
        var json = Parse(Line(Samples.Record with { Status = 502, Source = ResponseSource.Gateway, Verdict = Samples.Refused(), NotRetried = "no other server", Attempts = [attempt] }));
        json.GetProperty("cause").GetString().ShouldBe("connect-refused");
        json.GetProperty("party").GetString().ShouldBe("operator");
        json.GetProperty("confidence").GetString().ShouldBe("certain");
        json.GetProperty("summary").GetString().ShouldNotBeNull().ShouldContain("ECONNREFUSED");
        json.GetProperty("not_retried").GetString().ShouldBe("no other server");
        var tried = json.GetProperty("attempts")[0];
        tried.GetProperty("server").GetString().ShouldBe("http://app:3000");
        tried.GetProperty("connect_ms").GetDouble().ShouldBe(1.5);
        tried.GetProperty("duration_ms").GetDouble().ShouldBe(8);
        tried.GetProperty("phase").GetString().ShouldBe("first-byte");
        tried.GetProperty("failure").GetString().ShouldBe("timed-out");
        tried.GetProperty("cause").GetString().ShouldBe("response-timeout");
        tried.TryGetProperty("tls_ms", out _).ShouldBeFalse();
        tried.TryGetProperty("status", out _).ShouldBeFalse();
    }

    [Fact]
    public void Every_byte_a_client_can_send_comes_back_from_one_line_of_ascii()
    {
        var hostile = new string([.. Enumerable.Range(0, 256).Select(value => (char)value)]);
        var line = Line(Samples.Record with { Target = hostile, Host = hostile, Method = hostile, UserAgent = hostile, Referer = hostile, RequestId = hostile });
        line.Count(c => c == '\n').ShouldBe(1);
        line.TrimEnd('\n').ShouldAllBe(c => c >= ' ' && c <= '~');
        var json = Parse(line);
        json.GetProperty("target").GetString().ShouldBe(hostile);
        json.GetProperty("user_agent").GetString().ShouldBe(hostile);
        json.GetProperty("host").GetString().ShouldBe(hostile);
    }

    [Fact]
    public void Characters_beyond_bytes_stay_valid()
    {
        // Not as test data: attributes are UTF-8 and cannot hold half a surrogate pair.
        (string Text, string Read)[] cases = [("\ud800", "\ufffd"), ("a\udc00b", "a\ufffdb"), ("\ud83d\ude00", "\ud83d\ude00"), ("\u202e", "\u202e")];
        foreach (var (text, read) in cases)
        {
            Parse(Line(Samples.Record with { Site = text })).GetProperty("site").GetString().ShouldBe(read);
        }
    }

    [Fact]
    public void An_unreadable_request_still_makes_a_line()
    {
        var json = Parse(Line(Samples.Record with { Method = "", Host = "", Target = "", Protocol = "", Client = null, TraceParent = null, Status = 400, Refusal = "malformed-request" }));
        json.GetProperty("refused").GetString().ShouldBe("malformed-request");
        json.TryGetProperty("client", out _).ShouldBeFalse();
        json.TryGetProperty("trace_id", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(4, "0")]
    [InlineData(5, "0.001")]
    [InlineData(50_000, "5")]
    [InlineData(50_050, "5.005")]
    [InlineData(51_000, "5.1")]
    [InlineData(51_200, "5.12")]
    [InlineData(123_456, "12.346")]
    [InlineData(864_000_000_000, "86400000")]
    [InlineData(-7, "0")]
    public void Durations_are_milliseconds_to_the_microsecond(long ticks, string written) =>
        Line(Samples.Record with { Duration = TimeSpan.FromTicks(ticks) }).ShouldContain($",\"duration_ms\":{written},\"bytes_in\"");

    [Fact]
    public void The_time_is_that_of_each_record()
    {
        foreach (var milliseconds in (int[])[0, 1, 749, 750, 1_007, 61_999, 3])
        {
            var time = Samples.Noon.AddMilliseconds(milliseconds).ToOffset(TimeSpan.FromHours(2));
            Parse(Line(Samples.Record with { Time = time })).GetProperty("time").GetString().ShouldBe(time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    [Theory]
    [InlineData("::ffff:255.0.10.7", "255.0.10.7")]
    [InlineData("2001:db8::7", "2001:db8::7")]
    [InlineData("fe80:1234:5678:9abc:def0:1234:5678:9abc%4294967295", "fe80:1234:5678:9abc:def0:1234:5678:9abc%4294967295")]
    public void Addresses_are_written_as_people_do(string address, string written) =>
        Parse(Line(Samples.Record with { Peer = System.Net.IPAddress.Parse(address) })).GetProperty("peer").GetString().ShouldBe(written);

    [Fact]
    public void A_line_longer_than_any_buffer_is_whole()
    {
        var text = string.Concat(Enumerable.Repeat("\u00e9\"x", 30_000));
        Parse(Line(Samples.Record with { Target = text, UserAgent = text })).GetProperty("user_agent").GetString().ShouldBe(text);
    }

    [Fact]
    public void An_ipv4_client_on_an_ipv6_socket_is_written_as_ipv4() =>
        Parse(Line(Samples.Record with { Client = System.Net.IPAddress.Parse("::ffff:192.0.2.7") })).GetProperty("client").GetString().ShouldBe("192.0.2.7");

    private static string Line(AccessRecord record)
    {
        var format = new JsonFormat();
        var lines = new LineBuffer();
        format.Write(record, lines);
        return Encoding.UTF8.GetString(lines.Written);
    }

    private static JsonElement Parse(string line)
    {
        using var document = JsonDocument.Parse(line);
        return document.RootElement.Clone();
    }
}
