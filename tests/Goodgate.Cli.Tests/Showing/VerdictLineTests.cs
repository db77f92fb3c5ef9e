using Goodgate.Cli.Showing;

namespace Goodgate.Cli.Tests.Showing;

public sealed class VerdictLineTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;

    [Fact]
    public void Says_when_what_where_who_and_what_to_do()
    {
        var line = VerdictLine.Of(SampleVerdicts.Of(SampleVerdicts.Refused), Now);
        line.ShouldStartWith("2026-11-21T01:02:03.123Z 502 connect-refused GET example.com/path → http://127.0.0.1:3000 · connect to 127.0.0.1:3000 refused (ECONNREFUSED)");
        line.ShouldContain(" · operator must act · next: See whether anything listens on the port.");
        line.ShouldEndWith(" · id 4bf92f3577b34da6a3ce929d0e0e4736");
    }

    [Fact]
    public void Is_one_line_whatever_came_over_the_network()
    {
        var hostile = "\u001b]0;x\u0007\r\n2026-01-01T00:00:00.000Z 200 \u202e\0" + new string('x', 5000);
        var line = VerdictLine.Of(
            SampleVerdicts.Of(SampleVerdicts.Refused with { Method = hostile, Host = hostile, Target = hostile, RequestId = hostile, Server = hostile, Peer = hostile, Detail = hostile }),
            Now);
        line.ShouldAllBe(c => (c >= ' ' && c <= '~') || "→·…§".Contains(c));
        line.Length.ShouldBeLessThan(2500);
    }

    [Fact]
    public void What_is_not_known_is_left_out()
    {
        var line = VerdictLine.Of(SampleVerdicts.Of(SampleVerdicts.Refused with { ClientStatus = null, Server = null, Peer = null, RequestId = null, Time = null }), Now);
        line.ShouldStartWith("1970-01-01T00:00:00.000Z - connect-refused GET example.com/path · ");
        line.ShouldNotContain(" · id ");
    }
}
