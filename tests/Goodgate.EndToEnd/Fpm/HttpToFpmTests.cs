using System.Runtime.Versioning;
using Goodgate.EndToEnd.RealServers;
using Goodgate.EndToEnd.Stage;
using Goodgate.Verdicts.Catalogue;
using Goodgate.Verdicts.Judging;

namespace Goodgate.EndToEnd.Fpm;

/// <summary>A real PHP-FPM that gets HTTP: it ends the connection without a byte, and no other evidence is to be had.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class HttpToFpmTests
{
    [Fact]
    public async Task HTTP_to_the_port_of_FPM_is_the_wrong_protocol_and_not_a_fault_of_the_application()
    {
        // An address of its own, on which the usual port is free.
        var address = $"{OwnAddress.Next()}:9000";
        string[] account = Environment.UserName == "root" ? ["user = www-data", "group = www-data"] : [];
        using var fpm = await PhpFpm.StartAsync(["pm = static", "pm.max_children = 1", "[tcp]", .. account, $"listen = {address}", "pm = static", "pm.max_children = 1"]);
        await using var gateway = await RunningGateway.StartAsync($"http://{address}");

        (await gateway.GetAsync("/index.php")).Status.ShouldBe(502);
        (await gateway.GetAsync("/index.php")).Status.ShouldBe(502);

        var verdicts = await gateway.EndAsync();
        verdicts.Count.ShouldBe(2);
        foreach (var verdict in verdicts)
        {
            verdict.Cause.Id.ShouldBe(CauseIds.WrongProtocolOnPort, verdict.Summary);
            verdict.Party.ShouldBe(Party.Operator);
            verdict.Confidence.ShouldBe(Confidence.Likely);
            verdict.Summary.ShouldContain("use fastcgi:// if it is");
        }
    }
}
