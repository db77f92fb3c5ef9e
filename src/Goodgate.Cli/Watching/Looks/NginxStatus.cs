using System.Globalization;
using System.Text.RegularExpressions;
using Goodgate.Cli.Showing;
using Goodgate.Verdicts.Observations;

namespace Goodgate.Cli.Watching.Looks;

/// <summary>nginx's stub_status (ngx_http_stub_status_module): connections that were accepted and not handled were dropped, for want of worker_connections or descriptors.</summary>
internal static partial class NginxStatus
{
    /// <summary>The page; null when this is another one.</summary>
    public static StatusReading? Read(string text)
    {
        if (Page().Match(text) is not { Success: true } page)
        {
            return null;
        }

        long Of(string name) => long.Parse(page.Groups[name].Value, NumberStyles.None, CultureInfo.InvariantCulture);
        var dropped = Math.Max(0, Of("accepts") - Of("handled"));
        var summary = $"{Words.Count(Of("active"), "connection")} ({Of("reading")} reading, {Of("writing")} writing, {Of("waiting")} waiting), {Words.Count(dropped)} dropped since its start";
        return new StatusReading("nginx stub_status", summary, [], dropped)
        {
            Rise = count => new LookSign("nginx", Happening.OutOfResources, $"{Words.Count(count, "connection")} dropped since the last look: worker_connections are not enough, or file descriptors (worker_rlimit_nofile)")
            {
                Resource = "connections",
            },
        };
    }

    [GeneratedRegex(@"^Active connections:\s+(?<active>\d{1,12})\s+server accepts handled requests\s+(?<accepts>\d{1,18})\s+(?<handled>\d{1,18})\s+\d{1,18}\s+Reading:\s+(?<reading>\d{1,12})\s+Writing:\s+(?<writing>\d{1,12})\s+Waiting:\s+(?<waiting>\d{1,12})",
        RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Page();
}
