using System.Text;
using Goodgate.Cli.Watching.Looks;

namespace Goodgate.Cli.Tests.Watching;

/// <summary>Status pages as nginx 1.22, Apache 2.4, HAProxy 2.6 and PHP-FPM 8.2 write them, told apart by what stands in them.</summary>
public sealed class StatusPageTests
{
    private const string Nginx = "Active connections: 291 \nserver accepts handled requests\n 16630948 16630940 31070465 \nReading: 6 Writing: 179 Waiting: 106 \n";
    private const string Haproxy =
        """
        # pxname,svname,qcur,qmax,scur,smax,slim,status,lastchg,type,check_status,check_code,last_chk,check_desc,
        fe,FRONTEND,,,0,0,100,OPEN,,0,,,,,
        be,s1,0,0,0,0,,DOWN,35,2,L4CON,,Connection refused,Layer4 connection problem,
        be,s2,0,0,0,0,,UP,1,2,L7OK,200,"OK, fine",Layer7 check passed,
        be,s3,0,0,0,0,,MAINT,1,2,,,,,
        be,BACKEND,4,9,0,0,10,UP,1,1,,,,,
        old,s1,0,0,0,0,,DOWN 1/2,5,2,L7STS,503,Service Unavailable,Layer7 wrong status,
        old,BACKEND,0,0,0,0,10,DOWN,5,1,,,,,

        """;

    [Fact]
    public void Nginx_tells_of_dropped_connections_when_there_are_more()
    {
        var page = Read(Nginx);
        page.Summary.ShouldBe("291 connections (6 reading, 179 writing, 106 waiting), 8 dropped since its start");
        page.Signs.ShouldBeEmpty();
        page.Total.ShouldBe(8);
        Cause(page.Rise!(3)).ShouldBe("gateway-out-of-resources");
    }

    [Theory]
    [InlineData(3, 0, "WRK", true)]
    [InlineData(2, 1, "WR_", false)]
    [InlineData(3, 0, "WRK.....", false)]
    public void Apache_is_full_when_no_worker_is_idle_and_no_slot_is_free(int busy, int idle, string board, bool isFull)
    {
        var page = Read(Apache(busy, idle, board));
        page.Kind.ShouldBe("Apache server-status");
        if (!isFull)
        {
            page.Signs.ShouldBeEmpty();
            return;
        }

        var sign = page.Signs.ShouldHaveSingleItem();
        Cause(sign).ShouldBe("worker-pool-exhausted");
        sign.Says.ShouldBe("all 3 workers are busy and no more may be started (MaxRequestWorkers): 1 send or wait for a server behind, 1 read a request, 1 keep a connection open; further requests wait");
    }

    [Fact]
    public void Haproxy_tells_which_servers_are_down_and_why()
    {
        var page = Read(Haproxy);
        page.Summary.ShouldBe("4 servers, 2 DOWN, 4 requests waiting for a server");
        page.Signs.Select(one => (Cause(one), one.Server, one.Says)).ShouldBe(
        [
            ("connect-refused", "be/s1", "server be/s1 is DOWN for 35 s; its last check: L4CON Connection refused"),
            ("upstream-connection-limit", "be", "4 requests of backend be wait: every connection its servers may have (maxconn) is in use"),
            ("upstream-sent-error", "old/s1", "server old/s1 is DOWN for 5.0 s; its last check: L7STS 503 Service Unavailable"),
            ("no-healthy-upstream", "old", "backend old has no server left for 5.0 s: each request to it gets 503"),
        ]);
    }

    [Fact]
    public void Numbers_beyond_all_measure_are_no_trouble() =>
        Read(Haproxy.Replace(",4,9,", ",9223372036854775807,9,", StringComparison.Ordinal).Replace("old,BACKEND,0", "old,BACKEND,9223372036854775807", StringComparison.Ordinal)).Signs.Count.ShouldBe(4);

    [Fact]
    public void Haproxy_with_numbers_beyond_measure_is_read()
    {
        const string Most = "# pxname,svname,qcur,type,status,\na,BACKEND,9223372036854775807,1,UP,\nb,BACKEND,9223372036854775807,1,UP,\n";
        Read(Most).Signs.Count.ShouldBe(2);
    }

    [Fact]
    public void Php_fpm_is_full_when_requests_wait_and_no_worker_is_idle()
    {
        const string Full = """{"pool":"www","process manager":"dynamic","start time":1764320000,"start since":100,"accepted conn":12,"listen queue":3,"max listen queue":4,"listen queue len":511,"idle processes":0,"active processes":5,"total processes":5,"max active processes":5,"max children reached":2,"slow requests":0}""";
        var page = Read(Full);
        page.Kind.ShouldBe("PHP-FPM status");
        Cause(page.Signs.ShouldHaveSingleItem()).ShouldBe("worker-pool-exhausted");
        page.Signs[0].Pool.ShouldBe("www");
        page.Total.ShouldBe(2);
        Read(Full.Replace("\"listen queue\":3", "\"listen queue\":0", StringComparison.Ordinal)).Signs.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("", "the answer is empty")]
    [InlineData("<html>\u001b[2J<title>Status</title>", "it begins with: <html>\\x1b[2J<title>Status</title>. It is HTML: Apache's needs ?auto")]
    [InlineData("{\"a\":1}", "it begins with: {\"a\":1}.")]
    [InlineData("Active connections: 99999999999999999999", "it begins with: Active connections")]
    public void What_is_none_is_said_with_how_it_begins(string text, string says)
    {
        StatusPage.Read(Encoding.UTF8.GetBytes(text), out var problem).ShouldBeNull();
        problem!.ShouldContain(says);
    }

    [Fact]
    public void Random_bytes_are_no_page_and_no_trouble()
    {
        var random = new Random(7);
        foreach (var page in (string[])[Nginx, Haproxy, Apache(1, 0, "W")])
        {
            for (var i = 0; i < 500; i++)
            {
                var bytes = Encoding.UTF8.GetBytes(page);
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                StatusPage.Read(bytes.AsSpan(0, random.Next(bytes.Length)), out _)?.Summary.Length.ShouldBeLessThan(1000);
            }
        }
    }

    private static string Apache(int busy, int idle, string board) => $"127.0.0.1\nServerVersion: Apache/2.4.71 (Debian)\nServerMPM: event\nTotal Accesses: 0\nBusyWorkers: {busy}\nIdleWorkers: {idle}\nProcesses: 2\nScoreboard: {board}\n";

    private static StatusReading Read(string text)
    {
        var page = StatusPage.Read(Encoding.UTF8.GetBytes(text), out var problem);
        problem.ShouldBeNull();
        return page!;
    }

    private static string Cause(LookSign sign) => sign.Finding("here", DateTimeOffset.UnixEpoch).Verdict.Cause.Id;
}
