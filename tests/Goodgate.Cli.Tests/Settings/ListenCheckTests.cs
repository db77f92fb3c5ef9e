using System.Net;
using System.Net.Sockets;
using Goodgate.Cli.Running;

namespace Goodgate.Cli.Tests.Settings;

/// <summary>An address that <c>run</c> could not have now is a warning of <c>check</c>, in its words; one that a gateway has which runs with this very file is none.</summary>
public sealed class ListenCheckTests : IAsyncDisposable
{
    // An address of its own: no port of it is taken by anybody else, before or after.
    private const string Own = "127.61.7.4";

    private const string Site = "sites: {a: {hosts: ['*'], routes: [{respond: {body: good}}]}}\n";

    private readonly Called _called = new();

    public ValueTask DisposeAsync() => _called.DisposeAsync();

    [Theory]
    [InlineData("http://", "listen: ['http://127.0.0.1:PORT']\nadmin: {listen: 'off'}\n", "", ":2:10: ")]
    [InlineData("", "listen: ['http://127.0.0.1:0']\nadmin: {listen: '127.0.0.1:PORT'}\n", " (admin.listen)", ":3:17: ")]
    public async Task A_port_that_is_taken(string scheme, string listen, string setting, string place)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var file = _called.Write("goodgate.yaml", Site + listen.Replace("PORT", $"{port}", StringComparison.Ordinal));

        (await _called.ToEndAsync("check")).ShouldBe(0);
        var line = _called.Error.Lines.ShouldHaveSingleItem();
        line.ShouldStartWith($"{file}{place}warning cannot-listen-now: cannot listen on {scheme}127.0.0.1:{port}{setting}: port {port} is taken by ");
        line.ShouldEndWith($"(process {Environment.ProcessId}). Stop that program, or choose another port.");
        (await _called.ToEndAsync("check", "--strict")).ShouldBe(1);
    }

    [Fact]
    public async Task An_address_of_another_machine()
    {
        // RFC 5737 §3: TEST-NET-1, never an address of a machine.
        _called.Write("goodgate.yaml", Site + "listen: ['http://192.0.2.1:0']\nadmin: {listen: 'off'}\n");
        (await _called.ToEndAsync("check")).ShouldBe(0);
        _called.Error.Lines.ShouldHaveSingleItem().ShouldEndWith(
            "warning cannot-listen-now: cannot listen on http://192.0.2.1:0: this machine does not have that address. Expected one that \"ip address\" shows, or * for all.");
    }

    [Fact]
    public async Task What_was_tried_is_free_again()
    {
        var free = Port();
        _called.Write("goodgate.yaml", Site + $"listen: ['http://{Own}:{free}']\nadmin: {{listen: 'off'}}\n");
        (await _called.ToEndAsync("check")).ShouldBe(0, _called.Error.ToString());
        _called.Error.ToString().ShouldBeEmpty();
        using var after = new TcpListener(IPAddress.Parse(Own), free);
        Should.NotThrow(after.Start);
    }

    [Fact]
    public async Task A_gateway_that_runs_with_this_file_has_it_rightly()
    {
        var file = _called.Write("goodgate.yaml", Site + $"listen: ['http://{Own}:{Port()}']\nadmin: {{listen: 'off'}}\n");
        using var program = Child.Program("run", "-c", file);
        await program.Out.LineWithAsync("listening");

        (await _called.ToEndAsync("check", "--strict")).ShouldBe(0, _called.Error.ToString());
        File.Copy(file, Path.Combine(_called.Folder, "other.yaml"));
        (await _called.ToEndAsync("check", "-c", "other.yaml")).ShouldBe(0);
        _called.Error.Lines.ShouldHaveSingleItem().ShouldContain($"is taken by goodgate (process {program.Id}). ");
    }

    [Theory]
    [InlineData("goodgate run -c /etc/g.yaml --data /d", "/etc/g.yaml")]
    [InlineData("/opt/goodgate/goodgate run --config=g.yaml", "g.yaml")]
    [InlineData("/usr/bin/dotnet /opt/goodgate/goodgate.dll run --admin off -c:g.yaml", "g.yaml")]
    [InlineData("goodgate run", "goodgate.yaml")]
    [InlineData("goodgate run --to http://127.0.0.1:3000", null)]
    [InlineData("goodgate run --root /srv", null)]
    [InlineData("goodgate check -c /etc/g.yaml", null)]
    [InlineData("vim -c /etc/g.yaml goodgate run", null)]
    [InlineData("goodgate", null)]
    public void The_file_of_a_gateway_is_read_from_its_command_line(string line, string? file) =>
        RunningGateway.SettingsFileOf(line.Split(' '), _called.Session).ShouldBe(file);

    // As proc(5) shows them: 10.0.0.1, 127.0.0.1 and :: on port 8080 (1F90), then ::ffff:127.0.0.2 on 8081; the third is connected, not listening.
    [Theory]
    [InlineData("127.0.0.1", 8080, "22")]
    [InlineData("10.0.0.1", 8080, "11")]
    [InlineData("10.0.0.9", 8080, "44")]
    [InlineData("::", 8080, "11")]
    [InlineData("127.0.0.2", 8081, "55")]
    [InlineData("127.0.0.1", 8082, null)]
    public void The_one_that_has_the_address_is_chosen(string address, int port, string? inode) => ListenTable.Choose(
        [
            "   0: 0100000A:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 11 1 0",
            "   1: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 22 1 0",
            "   2: 0100007F:1F92 0100007F:0050 01 00000000:00000000 00:00000000 00000000     0        0 33 1 0",
            "   0: 00000000000000000000000000000000:1F90 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 44 1 0",
            "   1: 0000000000000000FFFF00000200007F:1F91 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 55 1 0",
            "damaged",
        ],
        new IPEndPoint(IPAddress.Parse(address), port)).ShouldBe(inode);

    private static int Port()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Parse(Own), 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
