using Goodgate.EndToEnd.Stage;
using Goodgate.Lab;
using Goodgate.Lab.Catalogue;
using Goodgate.Lab.Origin;
using Goodgate.Verdicts.Catalogue;

namespace Goodgate.EndToEnd.Causes;

/// <summary>Causes that need a gateway in a process of its own, from which something is taken.</summary>
public sealed class ProcessCauseTests
{
    private const string Get = "GET / HTTP/1.1\r\nHost: site.test\r\n\r\n";

    [Fact]
    [Proves(CauseIds.SocketPermissionDenied)]
    public async Task A_unix_socket_that_may_not_be_opened()
    {
        await using var lab = await FaultLab.StartAsync([Faults.Find(CauseIds.SocketPermissionDenied)!]);

        // Root may open everything; without these two capabilities it is held to the file's mode as anybody is (capabilities(7)).
        string[] before = Environment.IsPrivilegedProcess ? ["setpriv", "--bounding-set", "-dac_override,-dac_read_search", "--inh-caps", "-all"] : [];
        await using var gateway = await GatewayProcess.StartAsync(lab.Running[0].Urls[0], before);
        using var client = await gateway.ConnectAsync();
        (await client.AskAsync(Get)).Status.ShouldBe(502);
        var verdict = await gateway.VerdictAsync();
        verdict.ShouldStartWith($"{CauseIds.SocketPermissionDenied} Certain ");
        verdict.ShouldContain(" with mode 0000");
        verdict.ShouldContain("goodgate runs as ");
    }

    [Fact]
    [Proves(CauseIds.GatewayOutOfResources)]
    public async Task A_gateway_without_file_descriptors()
    {
        // One request per connection: each needs a new socket.
        await using var origin = HealthyOrigin.Start(new OriginOptions { MaxRequests = 1 });
        await using var gateway = await GatewayProcess.StartAsync(origin.Url);
        using var client = await gateway.ConnectAsync();
        (await client.AskAsync(Get)).Status.ShouldBe(200);
        await gateway.TakeDescriptorsAsync();
        var answer = await client.AskAsync(Get);
        answer.Status.ShouldBe(503);
        answer.Field("Proxy-Status").ShouldBe("goodgate; error=proxy_internal_error; details=\"gateway-out-of-resources\"");
        answer.Field("Retry-After").ShouldNotBeNull();
        var verdict = await gateway.VerdictAsync();
        verdict.ShouldStartWith($"{CauseIds.GatewayOutOfResources} Certain ");
        verdict.ShouldContain("EMFILE");
    }

    [Fact]
    [Proves(CauseIds.GatewayOutOfResources)]
    public async Task A_client_that_comes_with_one_of_the_last_descriptors()
    {
        await using var origin = HealthyOrigin.Start();
        await using var gateway = await GatewayProcess.StartAsync(origin.Url);
        using var inside = await gateway.ConnectAsync();
        (await inside.AskAsync(Get)).Status.ShouldBe(200);
        await gateway.TakeDescriptorsAsync();

        for (var i = 0; i < 100; i++)
        {
            using var client = await gateway.ConnectAsync();
            var answer = await client.AskAsync(Get);
            answer.Head.ShouldNotContain(" 200 ");
        }

        (await inside.AskAsync(Get)).Status.ShouldBe(200);
        (await gateway.VerdictAsync()).ShouldContain("EMFILE");
    }
}
