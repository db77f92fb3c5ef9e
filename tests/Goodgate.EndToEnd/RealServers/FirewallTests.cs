using System.Text.Json;
using Goodgate.Verdicts.Catalogue;
using Xunit.Abstractions;

namespace Goodgate.EndToEnd.RealServers;

/// <summary>Real packet filters and routes between the gateway and a server: who said no, or that nobody said anything.</summary>
public sealed class FirewallTests(BlockedNetwork network, ITestOutputHelper output) : IClassFixture<BlockedNetwork>
{
    public static TheoryData<string> Blocks => [.. Block.All.Select(block => block.Name)];

    [Fact]
    public void Without_its_rule_every_server_answers()
    {
        if (!StandsIn())
        {
            network.Before.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(status => status.Length > 0)
                .ShouldBe(Block.All.Where(block => block.Filter is not null).Select(_ => "200"));
        }
    }

    [Theory]
    [MemberData(nameof(Blocks))]
    public void What_is_in_the_way_is_named(string name)
    {
        if (StandsIn())
        {
            return;
        }

        var block = Block.All.Single(one => one.Name == name);
        var (status, verdict) = network.Of(block);
        var shown = verdict.ToString();
        Text(verdict, "cause").ShouldBe(block.Cause, shown);
        Text(verdict, "confidence").ShouldBe("certain", shown);
        Text(verdict, "party").ShouldBe(block.Party.ToString().ToLowerInvariant(), shown);
        Text(verdict, "phase").ShouldBe("connect", shown);
        Text(verdict, "summary").ShouldContain(block.Summary, Case.Sensitive);
        status.ShouldBe(Goodgate.Verdicts.Catalogue.Causes.Get(block.Cause).Status!.Value, shown);
        var evidence = verdict.GetProperty("evidence").EnumerateArray().ToDictionary(fact => Text(fact, "name"), fact => Text(fact, "value"));
        evidence.GetValueOrDefault("errno").ShouldBe(block.Errno, shown);
        evidence.GetValueOrDefault("limit").ShouldBe(block.Errno is null ? "timeouts.connect = 500ms" : null, shown);
        evidence["bytes-sent"].ShouldBe("0", shown);
    }

    // A machine that allows no network of our own still proves what silence is called.
    private bool StandsIn()
    {
        if (network.StandIn is not { } outcome)
        {
            return false;
        }

        output.WriteLine($"No network of our own here, a full accept queue stands in for the firewall: {network.WhyNot}");
        outcome.Verdicts.ShouldHaveSingleItem(outcome.ToString()).Cause.Id.ShouldBe(CauseIds.ConnectTimeout, outcome.ToString());
        outcome.Last.Status.ShouldBe(504, outcome.ToString());
        return true;
    }

    private static string Text(JsonElement from, string name) => from.GetProperty(name).GetString()!;
}
