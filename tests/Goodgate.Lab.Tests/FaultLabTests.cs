using System.Net;
using System.Net.Sockets;
using Goodgate.Lab.Catalogue;

namespace Goodgate.Lab.Tests;

[Collection(nameof(Alone))]
public sealed class FaultLabTests
{
    [Fact]
    public async Task All_faults_play_at_once_and_leave_nothing_behind()
    {
        string folder;
        List<EndPoint> targets;
        await using (var lab = await FaultLab.StartAsync(Faults.All))
        {
            lab.Running.Select(r => r.Fault).ShouldBe(Faults.All);
            lab.Running.SelectMany(r => r.Urls).Distinct().Count().ShouldBe(Faults.All.Count);
            folder = Path.GetDirectoryName(lab.CaFile)!;
            File.ReadAllText(lab.CaFile).ShouldStartWith("-----BEGIN CERTIFICATE-----");
            File.ReadAllText(lab.CaFile).ShouldNotContain("PRIVATE KEY");
            targets = [.. lab.Running.Select(r => r.Urls[0]).Where(u => u.Contains("127.0.0.1", StringComparison.Ordinal)).Select(RawClient.EndPointOf)];
        }

        Directory.Exists(folder).ShouldBeFalse();
        targets.Count.ShouldBeGreaterThan(80);
        targets.ShouldAllBe(target => IsFree(target));
    }

    [Fact]
    public async Task Ports_follow_the_first_one_in_order_and_the_resolver_comes_last()
    {
        Fault[] faults = [Faults.Find("upstream-reset")!, Faults.Find("connect-refused")!, Faults.Find("malformed-status-line")!];
        for (var first = 21_000; ; first += 100)
        {
            try
            {
                await using var lab = await FaultLab.StartAsync(faults, new LabOptions { FirstPort = first });
                lab.Running.Select(r => new Uri(r.Urls[0]).Port).ShouldBe([first, first + 1, first + 2]);
                lab.Dns.Address.Port.ShouldBe(first + 3);
                return;
            }
            catch (LabException e) when (first < 30_000 && e.InnerException is SocketException)
            {
                // Somebody else has one of the four: try the next ones.
            }
        }
    }

    [Fact]
    public async Task The_lab_plays_on_IPv6_too()
    {
        Fault[] faults = [Faults.Find("malformed-status-line")!, Faults.Find("connect-timeout")!, Faults.Find("tls-certificate-name-mismatch")!];
        await using var lab = await FaultLab.StartAsync(faults, new LabOptions { Listen = IPAddress.IPv6Loopback });
        lab.Running.ShouldAllBe(r => r.Urls[0].Contains("://[::1]:"));
        using var client = await RawClient.ConnectAsync(lab.Running[0].Urls[0]);
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        client.Finish();
        (await client.ReadToEndAsync()).Text.ShouldStartWith("HTTP/1.1 2000 OK\r\n");
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(65_535)]
    public async Task Ports_outside_the_range_are_refused_with_a_clear_error(int first)
    {
        var failure = await Should.ThrowAsync<LabException>(() => FaultLab.StartAsync([Faults.All[0]], new LabOptions { FirstPort = first }));
        failure.Message.ShouldContain("choose one between 1 and");
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_refused_with_a_clear_error()
    {
        var failure = await Should.ThrowAsync<LabException>(() => FaultLab.StartAsync([], new LabOptions { Folder = "/proc/no-such-place" }));
        failure.Message.ShouldContain("/proc/no-such-place");
        failure.Message.ShouldContain("choose another");
    }

    [Fact]
    public async Task A_given_folder_stays_without_the_files_of_the_lab()
    {
        var folder = Directory.CreateTempSubdirectory("goodgate-lab-test-");
        try
        {
            Fault[] faults = [Faults.Find("listen-queue-full")!, Faults.Find("socket-missing")!];
            await using (var lab = await FaultLab.StartAsync(faults, new LabOptions { Folder = folder.FullName }))
            {
                lab.Running[0].Urls.ShouldBe([$"http+unix:{folder.FullName}/listen-queue-full.sock"]);
                folder.GetFiles().Select(f => f.Name).Order(StringComparer.Ordinal).ShouldBe(["goodgate-lab-ca.pem", "listen-queue-full.sock"]);
            }

            folder.GetFiles().ShouldBeEmpty();
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Silent_connections_do_not_delay_the_end()
    {
        var playing = await OneFault.PlayAsync("response-timeout");
        using var client = await RawClient.ConnectAsync(playing.Url);
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        var read = client.ReadToEndAsync();
        await playing.DisposeAsync();
        (await read).Bytes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Requests_beyond_the_bound_are_counted_and_hostile_ones_are_kept_printable()
    {
        await using var playing = await OneFault.PlayAsync("date-missing");
        using var client = await RawClient.ConnectAsync(playing.Url);
        var one = "GET /\x1b[31m\xFF HTTP/1.1\r\nHost: a\r\nX-Request-Id: r1\r\n\r\n";
        var sending = client.SendAsync(string.Concat(Enumerable.Repeat(one, Sightings.MaxKept + 5)));
        var reading = client.ReadToEndAsync();
        await sending;
        client.Finish();
        await reading;
        playing.Seen.RequestCount.ShouldBe(Sightings.MaxKept + 5);
        playing.Seen.Requests.Count.ShouldBe(Sightings.MaxKept);
        playing.Seen.Requests[0].ToString().ShouldBe(@"GET /\x1B[31m\xFF");
        playing.Seen.Count("GET", "r1").ShouldBe(Sightings.MaxKept);
        playing.Seen.Count("GET", "r2").ShouldBe(0);
    }

    [Fact]
    public async Task A_head_without_end_is_not_kept_for_ever()
    {
        await using var playing = await OneFault.PlayAsync("date-missing");
        using var client = await RawClient.ConnectAsync(playing.Url);
        var failure = await Should.ThrowAsync<SocketException>(async () =>
        {
            while (true)
            {
                await client.SendAsync(new string('a', 64 * 1024));
            }
        });
        failure.SocketErrorCode.ShouldBeOneOf(SocketError.ConnectionReset, SocketError.Shutdown);
        playing.Seen.RequestCount.ShouldBe(0);
    }

    // A port that can be had again has no listener. To connect to it would not tell: Linux may give the connecting socket that very port, and it meets itself (RFC 9293 section 3.5).
    private static bool IsFree(EndPoint target)
    {
        using var socket = RawClient.NewSocket(target);
        try
        {
            socket.Bind(target);
            socket.Listen();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>Nobody else is given a port meanwhile that the lab has just left.</summary>
    [CollectionDefinition(nameof(Alone), DisableParallelization = true)]
    public sealed class Alone;
}
