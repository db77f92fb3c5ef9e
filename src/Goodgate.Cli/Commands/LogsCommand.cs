using System.CommandLine;
using Goodgate.Cli.Logs;

namespace Goodgate.Cli.Commands;

/// <summary><c>goodgate logs</c>: the verdict from the logs of any gateway.</summary>
internal static class LogsCommand
{
    // Half a screen for each list.
    private const int UsualTop = 10;

    private const int MostCauses = 1000;

    public static Command Create(Session session)
    {
        var files = new Argument<string[]>("FILE") { Arity = ArgumentArity.ZeroOrMore, Description = "Logs, folders, or - for standard input; also compressed. Without one the usual places are read." };
        var format = new Option<string?>("--format") { Description = "A system's name (nginx, apache, …), an nginx log_format, or an nginx.conf that has it. Each line is recognised by itself without it.", HelpName = "NAME" };
        var since = new Option<string?>("--since") { Description = "Leaves out what came before: 2026-11-20T14:00, 14:00, or 2h for the last two hours.", HelpName = "TIME" };
        var until = new Option<string?>("--until") { Description = "Leaves out what came from then on.", HelpName = "TIME" };
        var zone = new Option<string?>("--zone") { Description = "Zone of times that say none, in the logs and in --since and --until: UTC, +02:00, Europe/Berlin. Default: this machine's.", HelpName = "ZONE" };
        var site = new Option<string?>("--site") { Description = "Only requests of this host.", HelpName = "HOST" };
        var each = new Option<bool>("--each") { Description = "Writes one JSON object per line that states a failure or its cause, and nothing else." };
        var json = JsonOption.Create();
        var html = new Option<string?>("--html") { Description = "Writes the report as one HTML file with charts, to be sent to a host.", HelpName = "OUT" };
        var markdown = new Option<string?>("--md") { Description = "Writes the report as Markdown.", HelpName = "OUT" };
        var top = new Option<int?>("--top") { Description = "Causes, pages and clients listed. Default 10.", HelpName = "N" };
        var command = new Command("logs", "Names the causes of bad gateways in the logs of nginx, Apache, HAProxy, PHP-FPM and many others. Exit 0: none found; 1: some found; 2: unusable input.")
        {
            files, format, since, until, zone, site, json, html, markdown, each, top,
        };
        command.SetAction((parsed, stop) =>
        {
            if (TypedFormat.Read(parsed.GetValue(format), session) is not { } choice)
            {
                return Task.FromResult(ExitCodes.Usage);
            }

            var most = parsed.GetValue(top) ?? UsualTop;
            if (most is < 1 or > MostCauses)
            {
                return Task.FromResult(session.Fail(ExitCodes.Usage, $"--top {most}: expected a number from 1 to {MostCauses}"));
            }

            return LogsRun.RunAsync(new LogsOptions
            {
                Files = parsed.GetValue(files) ?? [],
                Format = choice,
                Since = parsed.GetValue(since),
                Until = parsed.GetValue(until),
                Zone = parsed.GetValue(zone),
                Site = parsed.GetValue(site),
                Each = parsed.GetValue(each),
                Json = parsed.GetValue(json),
                Html = parsed.GetValue(html),
                Markdown = parsed.GetValue(markdown),
                Top = most,
            }, session);
        });
        return command;
    }
}
