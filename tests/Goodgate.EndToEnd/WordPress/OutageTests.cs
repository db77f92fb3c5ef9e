using System.Net.Sockets;
using System.Runtime.Versioning;
using Goodgate.EndToEnd.Stage;
using Goodgate.Verdicts.Catalogue;
using Goodgate.Verdicts.Judging;
using Goodgate.Verdicts.Observations;
using Xunit.Abstractions;

namespace Goodgate.EndToEnd.WordPress;

/// <summary>PHP-FPM or the database gone: what visitors get, what is said, and that the first request after the end of it is answered.</summary>
[Collection(WordPressTests.Name)]
[UnsupportedOSPlatform("windows")]
public sealed class OutageTests(WordPressSite site, ITestOutputHelper output)
{
    [Fact]
    public async Task PHP_stopped()
    {
        await using var gateway = await site.BehindAsync();
        (await gateway.GetAsync()).Status.ShouldBe(200);
        await site.DownAsync("php");
        try
        {
            (await gateway.GetAsync()).Status.ShouldBe(502);

            // Files need no PHP.
            (await gateway.GetAsync("/wp-includes/css/dashicons.min.css")).Status.ShouldBe(200);
        }
        finally
        {
            await site.UpAsync();
        }

        await Recovery.ComesAsync("PHP-FPM stopped", () => gateway.GetAsync(), output);
        var verdict = (await gateway.EndAsync()).ShouldHaveSingleItem();
        verdict.Cause.Id.ShouldBe(CauseIds.SocketMissing, verdict.Summary);
        verdict.Summary.ShouldContain($"there are in {Path.GetDirectoryName(site.Socket)}: db.sock");
        verdict.Observation.Phase.ShouldBe(Phase.Connect);
    }

    [Fact]
    public async Task The_database_stopped()
    {
        await using var gateway = await site.BehindAsync();
        await site.DownAsync("database");
        try
        {
            var answer = await gateway.GetAsync();
            answer.Status.ShouldBe(500);
            answer.Text.ShouldContain("Error establishing a database connection");
        }
        finally
        {
            await site.UpAsync();
        }

        await CheckAsync(gateway, "the database stopped");
    }

    // A listener that takes connections and drops them stands where the database was; its own socket is kept aside.
    [Fact]
    public async Task The_database_dropping_connections()
    {
        await using var gateway = await site.BehindAsync();
        var aside = site.DatabaseSocket + ".aside";
        File.Move(site.DatabaseSocket, aside);
        try
        {
            using var dropping = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            dropping.Bind(new UnixDomainSocketEndPoint(site.DatabaseSocket));
            File.SetUnixFileMode(site.DatabaseSocket, (UnixFileMode)Convert.ToInt32("777", 8));
            dropping.Listen();
            var drops = DropAsync(dropping);
            (await gateway.GetAsync()).Status.ShouldBe(500);
            dropping.Dispose();
            (await drops).ShouldBeGreaterThan(0);
        }
        finally
        {
            File.Move(aside, site.DatabaseSocket, overwrite: true);
        }

        await CheckAsync(gateway, "the database dropping connections");
    }

    // The gateway sees another folder than PHP does, as with a container that mounts it elsewhere.
    [Fact]
    public async Task A_wrong_path()
    {
        await using (var gateway = await site.BehindAsync(change: files => files with { PhpRoot = "/srv/of-another-machine" }))
        {
            (await gateway.GetAsync()).Status.ShouldBe(404);
            var verdict = (await gateway.EndAsync()).ShouldHaveSingleItem();
            verdict.Cause.Id.ShouldBe(CauseIds.ApplicationScriptError, verdict.Summary);
            verdict.Party.ShouldBe(Party.Operator);
            verdict.Summary.ShouldContain("/srv/of-another-machine does not exist on this machine; /srv does");
        }

        await using var mended = await site.BehindAsync();
        await Recovery.ComesAsync("a wrong path, put right", () => mended.GetAsync(), output);
    }

    [Fact]
    public async Task A_socket_with_the_wrong_permission()
    {
        var mode = File.GetUnixFileMode(site.Socket);
        await using var gateway = await GoodgateCommand.StartAsync(site, withoutRootsRights: true);
        File.SetUnixFileMode(site.Socket, UnixFileMode.None);
        try
        {
            (await gateway.GetAsync("/")).Status.ShouldBe(502);
            var said = await gateway.SaidAsync(CauseIds.SocketPermissionDenied);
            said.ShouldContain($"and the socket {site.Socket} is ");
            said.ShouldContain(" with mode 0000");
        }
        finally
        {
            File.SetUnixFileMode(site.Socket, mode);
        }

        File.SetUnixFileMode(site.Socket, (UnixFileMode)Convert.ToInt32("666", 8));
        try
        {
            await Recovery.ComesAsync("a socket that may not be opened", () => gateway.GetAsync("/"), output);
        }
        finally
        {
            File.SetUnixFileMode(site.Socket, mode);
        }
    }

    // WordPress keeps to itself what the database library said: its page is all there is.
    private async Task CheckAsync(RunningGateway gateway, string fault)
    {
        await Recovery.ComesAsync(fault, () => gateway.GetAsync(), output);
        var verdict = (await gateway.EndAsync()).ShouldHaveSingleItem();
        verdict.Cause.Id.ShouldBe(CauseIds.DatabaseDown, verdict.Summary);
        verdict.Party.ShouldBe(Party.Hosting);
        verdict.Observation.UpstreamStatus.ShouldBe(500);
        var told = verdict.Summary + string.Join(" ", verdict.Evidence.Select(fact => fact.Value));
        told.ShouldContain("Error establishing a database connection");
        told.ShouldNotContain(WordPressSite.Password);
    }

    private static async Task<int> DropAsync(Socket listener)
    {
        for (var dropped = 0; ; dropped++)
        {
            try
            {
                using var one = await listener.AcceptAsync();
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return dropped;
            }
        }
    }
}
