using System.CommandLine;
using Goodgate.Cli.Logs;
using Goodgate.Cli.Watching;

namespace Goodgate.Cli.Commands;

/// <summary><c>goodgate watch</c>: the verdict from other programs' logs, as they are written.</summary>
internal static class WatchCommand
{
    public static Command Create(Session session)
    {
        var logs = new Option<string[]>("--log") { Description = "Log to follow, through rotation and truncation; several, or repeated. Without one those of the usual places.", HelpName = "FILE", AllowMultipleArgumentsPerToken = true };
        var status = new Option<string[]>("--status-url") { Description = "Status page to look at: nginx stub_status, Apache server-status?auto, HAProxy ;csv, PHP-FPM ?json. May be repeated.", HelpName = "URL" };
        var fpm = new Option<string[]>("--fpm") { Description = "PHP-FPM pool to look at: unix:/run/php/php8.2-fpm.sock, HOST:PORT, or its pool file. May be repeated.", HelpName = "ADDRESS" };
        var format = new Option<string?>("--format") { Description = "A system's name (nginx, apache, …), an nginx log_format, or an nginx.conf that has it. Each line is recognised by itself without it.", HelpName = "NAME" };
        var zone = new Option<string?>("--zone") { Description = "Zone of times in the logs that say none: UTC, +02:00, Europe/Berlin. Default: this machine's.", HelpName = "ZONE" };
        var site = new Option<string?>("--site") { Description = "Only requests of this host.", HelpName = "HOST" };
        var start = new Option<bool>("--from-start") { Description = "Reads a log that is new to it from its beginning, not from its end." };
        var data = new Option<string?>("--data") { Description = "Folder that remembers how far each log was read, and what was counted. Made when it is missing. Default: none.", HelpName = "DIR" };
        var admin = new Option<string?>("--admin") { Description = "Address of an admin port (health, metrics, verdicts). Default: off.", HelpName = "HOST:PORT" };
        var json = JsonOption.Create();
        var command = new Command("watch", "Follows the logs of nginx, Apache, HAProxy, PHP-FPM and many others, and names what fails as it happens. Exit 0: told to stop; 1: it cannot work; 2: unusable input.")
        {
            logs, status, fpm, format, zone, site, start, data, admin, json,
        };
        command.SetAction((parsed, _) => TypedFormat.Read(parsed.GetValue(format), session) is not { } choice
            ? Task.FromResult(ExitCodes.Usage)
            : WatchRun.RunAsync(new WatchOptions
            {
                Logs = parsed.GetValue(logs) ?? [],
                Format = choice,
                Zone = parsed.GetValue(zone),
                Site = parsed.GetValue(site),
                FromStart = parsed.GetValue(start),
                Data = parsed.GetValue(data),
                Admin = parsed.GetValue(admin) ?? "off",
                Pools = parsed.GetValue(fpm) ?? [],
                StatusUrls = parsed.GetValue(status) ?? [],
                Json = parsed.GetValue(json),
            }, session));
        return command;
    }
}
