using System.Net.Http;
using System.Text;
using Goodgate.Cli.Fpm;
using Goodgate.Cli.Tests.Fpm;
using Goodgate.Cli.Watching.Looks;
using Goodgate.Gateway.Fpm.Kernel;
using Goodgate.Gateway.Fpm.Polling;
using Goodgate.Gateway.Fpm.Status;
using Goodgate.Logs.Watching;

namespace Goodgate.Cli.Tests.Watching;

/// <summary>Looks at status pages and pools: what is wrong comes each time, what is wrong with looking once.</summary>
public sealed class LookTests : IDisposable
{
    private readonly List<WatchFinding> _found = [];
    private readonly List<string> _told = [];
    private readonly HttpClient _http = new();

    private LookOutlet Outlet => new(_found.Add, _told.Add, _told.Add);

    [Fact]
    public async Task A_page_is_named_when_it_is_known_and_its_troubles_once()
    {
        using var page = new ScriptedPage(ScriptedPage.Ok(Nginx(20)));
        var probe = StatusProbe.Of(page.Url, TimeProvider.System)!;
        await LookAsync(probe);
        await LookAsync(probe);
        page.Become("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        await LookAsync(probe);
        await LookAsync(probe);
        page.Become(ScriptedPage.Ok(Nginx(17)));
        await LookAsync(probe);
        _told.Count.ShouldBe(3);
        _told[0].ShouldBe($"{page.Url}: nginx stub_status: 1 connection (0 reading, 1 writing, 0 waiting), 0 dropped since its start");
        _told[1].ShouldStartWith($"{page.Url}: it answers 403");
        _told[2].ShouldContain("readable again");
        var found = _found.ShouldHaveSingleItem();
        (found.Verdict.Cause.Id, found.Seen.Quote[..21]).ShouldBe(("gateway-out-of-resources", "3 connections dropped"));
    }

    [Fact]
    public async Task A_page_without_end_is_not_read_to_it()
    {
        using var page = new ScriptedPage("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + new string('x', 3 * 1024 * 1024));
        await LookAsync(StatusProbe.Of(page.Url, TimeProvider.System)!);
        _told.ShouldHaveSingleItem().ShouldEndWith("its answer is larger than 1 MiB");
    }

    [Fact]
    public async Task A_password_is_sent_and_not_shown()
    {
        using var page = new ScriptedPage(ScriptedPage.Ok("<html>"));
        var probe = StatusProbe.Of(page.Url.Replace("//", "//admin:s%3Ccret@", StringComparison.Ordinal), TimeProvider.System)!;
        await LookAsync(probe);
        page.Requests[0].ShouldContain("Authorization: Basic YWRtaW46czxjcmV0");
        (probe.Name + _told[0]).ShouldNotContain("cret");
    }

    [Fact]
    public async Task Nobody_there_is_said()
    {
        await LookAsync(StatusProbe.Of("http://127.0.0.1:1/", TimeProvider.System)!);
        _told.ShouldHaveSingleItem().ShouldContain("it cannot be asked: Connection refused");
    }

    [Theory]
    [InlineData("file:///etc/passwd")]
    [InlineData("127.0.0.1")]
    [InlineData("http://")]
    public void What_is_no_address_is_refused(string typed) => StatusProbe.Of(typed, TimeProvider.System).ShouldBeNull();

    [Fact]
    public async Task A_pool_that_is_gone_is_found_and_one_whose_page_is_off_only_told()
    {
        await using var called = new Called();
        var path = Path.Combine(called.Folder, "a.sock");
        var probe = new PoolProbe(FpmAddress.Parse(path, out _)!, null, [], called.Session);
        await OnceAsync(probe);
        using (new ScriptedPool(path, ScriptedPool.Page("Status: 404 Not Found", "File not found.\n")))
        {
            await OnceAsync(probe);
        }

        await OnceAsync(new PoolProbe(FpmAddress.Parse("127.0.0.1:1", out _)!, null, [], called.Session));
        _found.Select(one => (one.Verdict.Cause.Id, one.Seen.Peer)).ShouldBe([("socket-missing", path), ("connect-refused", "127.0.0.1:1")]);
        _told.ShouldHaveSingleItem().ShouldContain("has no status page");
    }

    [Fact]
    public async Task A_full_pool_is_found_with_what_holds_it()
    {
        const string Full = """{"pool":"www","process manager":"static","start time":1764320000,"start since":100,"accepted conn":12,"listen queue":0,"max listen queue":0,"listen queue len":0,"idle processes":0,"active processes":1,"total processes":1,"max active processes":1,"max children reached":0,"slow requests":0,"processes":[{"pid":4000001,"state":"Running","start time":1764320000,"start since":3,"requests":12,"request duration":4200000,"request method":"GET","request uri":"/slow.php?key=secret","content length":0,"user":"-","script":"/srv/slow.php","last request cpu":0.00,"last request memory":0}]}""";
        await using var called = new Called();
        var probe = new PoolProbe(FpmAddress.Parse("/run/x.sock", out _)!, null, [], called.Session);
        var status = PoolStatusReader.Read(Encoding.UTF8.GetBytes(Full), out _)!;
        probe.Look(new PoolSnapshot
        {
            Time = DateTimeOffset.UnixEpoch,
            Address = FpmAddress.Parse("/run/x.sock", out _)!,
            Source = new PoolSource(null, null, null),
            Status = status,
            Queue = new QueueReading(7, 511, null),
        }, Outlet);
        var found = _found.ShouldHaveSingleItem();
        found.Verdict.Cause.Id.ShouldBe("worker-pool-exhausted");
        found.Seen.Quote.ShouldBe("the only worker is busy; 7 wait, room for 511; the longest: GET /slow.php /srv/slow.php for 4.2 s");
    }

    [Fact]
    public async Task A_look_that_breaks_is_said_once_and_ends_nothing()
    {
        var loop = new ProbeLoop(new BrokenProbe(), TimeProvider.System);
        await loop.OnceAsync(Outlet, CancellationToken.None);
        await loop.OnceAsync(Outlet, CancellationToken.None);
        _told.ShouldHaveSingleItem().ShouldBe("broken: this look failed (OverflowException: too much); it is tried again");
    }

    public void Dispose() => _http.Dispose();

    private static string Nginx(int handled) => $"Active connections: 1 \nserver accepts handled requests\n 20 {handled} 30 \nReading: 0 Writing: 1 Waiting: 0 \n";

    private Task LookAsync(StatusProbe probe) => probe.LookAsync(_http, Outlet, CancellationToken.None);

    private sealed class BrokenProbe : IProbe
    {
        public string Name => "broken";

        public Task OnceAsync(LookOutlet outlet, CancellationToken stop) => throw new OverflowException("too much");
    }

    private async Task OnceAsync(PoolProbe probe) => await probe.OnceAsync(Outlet, CancellationToken.None);
}
