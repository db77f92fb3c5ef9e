using Goodgate.Cli.Commands;
using Goodgate.Cli.Settings.Values;
using Goodgate.Gateway.Settings;

namespace Goodgate.Cli.Tests.Running;

/// <summary>The unit file in docs/systemd.md fits the program.</summary>
public sealed class SystemdPageTests
{
    private static readonly string[] Page = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "systemd.md"));

    [Fact]
    public async Task Its_command_line_is_understood()
    {
        await using var called = new Called();
        var parsed = CommandLine.Tree(called.Session).Parse(Value("ExecStart").Split(' ')[1..]);
        parsed.Errors.ShouldBeEmpty();
        parsed.CommandResult.Command.Name.ShouldBe("run");
        Value("ExecStart").ShouldEndWith("/var/lib/" + Value("StateDirectory"));
    }

    [Fact]
    public void A_stop_leaves_time_to_drain()
    {
        DurationText.TryParse(Value("TimeoutStopSec"), out var patience).ShouldBeTrue();
        patience.ShouldBeGreaterThan(new GatewaySettings().DrainTimeout);
    }

    [Fact]
    public void Wrong_input_is_not_tried_again() => Value("RestartPreventExitStatus").ShouldBe($"{ExitCodes.Usage}");

    private static string Value(string key) => Page.Single(line => line.StartsWith(key + "=", StringComparison.Ordinal))[(key.Length + 1)..];
}
