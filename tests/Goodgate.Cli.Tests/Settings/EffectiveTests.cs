using Goodgate.Cli.Settings;

namespace Goodgate.Cli.Tests.Settings;

public sealed class EffectiveTests
{
    private const string Text =
        """
        upstreams:
          app:
            servers: ["http://127.0.0.1:${APP_PORT}", "http://127.0.0.1:${OTHER:-3001}"]
            timeouts: { connect: 1m30s }
        sites:
          main: { hosts: [example.com], upstream: app }
        admin:
          token: abcdefghijklmnop
        access_log: "-"
        """;

    [Theory]
    [InlineData("upstreams.app.servers[0]", "http://127.0.0.1:3000", "environment APP_PORT", 3)]
    [InlineData("upstreams.app.servers[1]", "http://127.0.0.1:3001", "goodgate.yaml:3", 3)]
    [InlineData("upstreams.app.timeouts.connect", "90s", "goodgate.yaml:4", 4)]
    [InlineData("upstreams.app.timeouts.dns", "2s", "default", 0)]
    [InlineData("upstreams.app.max_head", "64KiB", "default", 0)]
    [InlineData("upstreams.app.lenient", "[]", "default", 0)]
    [InlineData("sites.main.routes[0].upstream", "app", "goodgate.yaml:6", 6)]
    [InlineData("sites.main.routes[0].path", "/*", "default", 0)]
    [InlineData("listen[0].url", "http://127.0.0.1:8080", "default", 0)]
    [InlineData("admin.token", "***", "goodgate.yaml:8", 8)]
    [InlineData("access_log.path", "-", "goodgate.yaml:9", 9)]
    [InlineData("otlp_endpoint", "not set", "default", 0)]
    public void Each_value_says_where_it_comes_from(string path, string value, string origin, int line)
    {
        var effective = Read(Text).Effective.Single(e => e.Path == path);

        effective.Value.ShouldBe(value);
        effective.Origin.ShouldBe(origin);
        effective.Place.Line.ShouldBe(line);
        effective.Place.IsNowhere.ShouldBe(line == 0);
    }

    [Fact]
    public void Each_path_is_there_once() =>
        Read(Text).Effective.GroupBy(e => e.Path, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key).ShouldBeEmpty();

    [Fact]
    public void Secrets_and_passwords_in_URLs_are_nowhere_to_be_seen()
    {
        var result = Read("to: http://root:hunter2@127.0.0.1:3000\nadmin: { token: \"hunter2\" }\notlp_endpoint: \"http://x:hunter2@h/\"\n");

        result.Problems.Count.ShouldBe(2);
        string.Join('\n', result.Problems).ShouldNotContain("hunter2");
        string.Join('\n', result.Effective).ShouldNotContain("hunter2");
    }

    [Fact]
    public void A_value_cannot_rewrite_the_terminal()
    {
        var result = Read("to: http://127.0.0.1:3000\n\"\\e[2J\\u202E\": \"\\e[1A\"\naccess_log: \"a\\e[2J\"\n");

        string.Join('\n', result.Problems).ShouldContain("\\u001b[2J\\u202e");
        string.Concat(result.Problems).Concat(string.Concat(result.Effective)).Any(char.IsControl).ShouldBeFalse();
    }

    private static SettingsResult Read(string text) => SettingsFile.Parse(text, "goodgate.yaml", n => n == "APP_PORT" ? "3000" : null);
}
