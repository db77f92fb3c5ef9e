using Goodgate.Logs.Formats;
using Goodgate.Logs.Judging;
using Goodgate.Verdicts.Foreign;

namespace Goodgate.Logs.Tests.Formats;

/// <summary>The format files prove themselves: each message has a sample, each sample is judged as its message says, each code of the table is in a file.</summary>
public sealed class FormatSampleTests
{
    /// <summary>Codes that no log line carries: pages and bodies that a person sees, and what stands beside a code that names the cause.</summary>
    private static readonly HashSet<string> NotInLogs = new(StringComparer.Ordinal)
    {
        "varnish:synth", // the RespStatus beside it tells whether that is an error
        "nginx:return-503", // the access line of a return directive: nginx:access-own
        "cloudflare:502", "cloudflare:503", "cloudflare:504", // Logpush has OriginResponseStatus, which tells who made it
        "cloudflare:1000", "cloudflare:1015", "cloudflare:1016", "cloudflare:1020", "cloudflare:1033", // on the page alone
        "traefik:bad-gateway", "traefik:gateway-timeout", "traefik:internal-server-error", // bodies; an access line with them is undetermined
        "apache:AH01071", // a script's words, judged by what they are: apache:script-fatal
        "apache:AH00052", // apache:child-signal
        "squid:SRV_PREMATURE_EOF", "squid:REFORWARD_TO_NONE", "squid:RETRY_TO_NONE", // details beside an err_code
    };

    public static TheoryData<string> Files => [.. FormatFile.All.Select(file => file.Name)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Each_message_has_a_sample(string name) =>
        FormatFile.Get(name).Rules.Where(rule => rule.Samples.Count == 0).Select(rule => rule.Code).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Files))]
    public void Each_sample_is_judged_as_its_message_says(string name)
    {
        var file = FormatFile.Get(name);
        var wrong = new List<string>();
        foreach (var rule in file.Rules)
        {
            foreach (var sample in rule.Samples)
            {
                var seen = Judged.Line(sample, file.Context);
                var told = seen is null ? "unknown" : seen.Code ?? (seen.Change is { } change ? $"{seen.System}:{change}" : seen.Decides is null ? "none" : "undetermined");
                var cause = seen is { IsFailure: true } ? LineVerdict.Of(seen).Cause.Id : "-";
                var isNone = rule.CauseId == "-";
                if (cause != rule.CauseId || (!isNone && ForeignCodes.Find(told)?.ToString() != ForeignCodes.Find(rule.Code)?.ToString()) || seen?.System != file.System && !(isNone && seen is null))
                {
                    wrong.Add($"{rule.Code} = {rule.CauseId}: read as {seen?.System} {told} = {cause}: {sample}");
                }
            }
        }

        wrong.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Quiet_lines_state_no_failure_and_are_known(string name)
    {
        var file = FormatFile.Get(name);
        file.Quiet.Select(line => (Said: Judged.Cause(line, file.Context), Line: line)).Where(one => one.Said != "none").ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Each_text_a_message_is_known_by_stands_in_a_sample_of_it(string name) => FormatFile.Get(name).Rules.Where(rule => rule.IsMessage)
        .SelectMany(rule => rule.Has.SelectMany(alternatives => alternatives).Where(text => !rule.Samples.Any(sample => IsIn(sample, text))).Select(text => $"{rule.Code}: {text}")).ShouldBeEmpty();

    [Fact]
    public void Each_code_of_the_table_has_a_sample()
    {
        var sampled = FormatFile.All.SelectMany(file => file.Rules).Where(rule => rule.Samples.Count > 0).Select(rule => rule.Code).ToHashSet(StringComparer.OrdinalIgnoreCase);
        ForeignCodes.All.Select(code => code.ToString()).Where(code => !sampled.Contains(code) && !NotInLogs.Contains(code)).ShouldBeEmpty();
    }

    [Fact]
    public void Each_message_names_a_code_of_the_table() => FormatFile.All.SelectMany(file => file.Rules)
        .Where(rule => rule.CauseId != "-" && ForeignCodes.Find(rule.Code) is null).Select(rule => rule.Code).ShouldBeEmpty();

    // Records of varnishlog are looked at as "TAG TEXT".
    private static bool IsIn(string sample, string text) => sample.Contains(text, StringComparison.Ordinal)
        || string.Join(' ', sample.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => word is not ("b" or "c"))).Contains(text, StringComparison.Ordinal);

    [Fact]
    public void Each_file_says_where_it_comes_from() => FormatFile.All.Where(file => file.System.Length == 0 || file.Title.Length == 0 || file.Source.Length == 0).Select(file => file.Name).ShouldBeEmpty();
}
