using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Goodgate.Cli.Labs;
using Goodgate.Cli.Running;
using Goodgate.Lab.Catalogue;

namespace Goodgate.Cli.Tests.Labs;

public sealed class LabTests
{
    [Fact]
    public async Task Plays_what_is_named_until_it_is_stopped()
    {
        await using var called = new Called();
        var run = called.Start("lab", "upstream-reset", "malformed-status-line-html");
        var url = new Uri((await called.Out.LineWithAsync("malformed-status-line-html")).Split('\t')[1]);
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(IPAddress.Loopback, url.Port);
            await client.GetStream().WriteAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n"u8.ToArray());
            using var reader = new StreamReader(client.GetStream());
            (await reader.ReadToEndAsync()).ShouldStartWith("<!DOCTYPE html>");
        }

        called.Signals.RequestStop(StopSignal.Interrupt);
        (await run).ShouldBe(130);
        called.Out.Lines.Length.ShouldBe(2);
    }

    [Fact]
    public async Task Without_names_every_cause_is_played()
    {
        await using var called = new Called();
        var run = called.Start("lab", "--json");
        await called.Out.LineWithAsync("upstream-sent-error");
        called.Signals.RequestStop(StopSignal.Interrupt);
        await run;
        var root = JsonDocument.Parse(called.Out.ToString()).RootElement;
        root.GetProperty("faults").EnumerateArray().Select(one => one.GetProperty("name").GetString()).ShouldBe(FaultChoice.Principal.Select(one => one.Name));
        root.GetProperty("resolver").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task The_list_has_every_fault()
    {
        await using var plain = await Called.WithAsync("lab", "--list");
        plain.ExitCode.ShouldBe(0);
        plain.Out.Lines.Select(line => line.Split('\t')[0]).ShouldBe(Faults.All.Select(one => one.Name));
        await using var json = await Called.WithAsync("lab", "--list", "--json");
        JsonDocument.Parse(json.Out.ToString()).RootElement.GetArrayLength().ShouldBe(Faults.All.Count);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        await using var called = await Called.WithAsync("lab", "upstream-reset", "--port", $"{port}");
        called.ExitCode.ShouldBe(1);

        // The lab's DNS server takes the port after the fault's; another program may have that one, and then it is named first.
        called.Error.Lines.ShouldHaveSingleItem().ShouldMatch($@"cannot listen on .*127\.0\.0\.1:({port}|{port + 1}): another program has it\. Expected a free port");
    }
}
