using System.CommandLine;
using Goodgate.Cli.Fpm;
using Goodgate.Gateway.Fpm.Polling;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Cli.Commands;

/// <summary><c>goodgate fpm</c>: how a PHP-FPM pool is, and what to change about it.</summary>
internal static class FpmCommand
{
    public static Command Create(Session session)
    {
        var address = new Argument<string>("ADDRESS") { Description = "Where the pool listens: unix:/run/php/php8.2-fpm.sock or HOST:PORT." };
        var conf = new Option<string?>("--conf") { Description = "Its pool file, or php-fpm.conf. Without it the usual places are searched for the pool that listens there.", HelpName = "FILE" };
        var status = new Option<string?>("--status-path") { Description = "Path of the status page, when no pool file says it. Default: /fpm-status, then /status.", HelpName = "PATH" };
        var watch = new Option<bool>("--watch", "-w") { Description = "Shows it live, each second, until Ctrl-C." };
        var json = JsonOption.Create();
        var command = new Command("fpm", "Shows a PHP-FPM pool, its true queue and who holds it, and says what to change. Exit 0: fine; 1: a problem; 2: unusable input.") { address, conf, status, watch, json };
        command.SetAction(async (parsed, _) =>
        {
            var typed = parsed.GetValue(address)!;
            if (FpmAddress.Parse(typed, out var problem) is not { } target)
            {
                return session.Fail(ExitCodes.Usage, $"\"{Evidence.Printable(typed, 120)}\": {problem}");
            }

            return parsed.GetValue(status) is { } path && !path.StartsWith('/')
                ? session.Fail(ExitCodes.Usage, $"--status-path \"{Evidence.Printable(path, 80)}\": expected a path that begins with /")
                : await FpmRun.RunAsync(new FpmOptions(target, parsed.GetValue(conf), parsed.GetValue(status), parsed.GetValue(watch), parsed.GetValue(json)), session);
        });
        return command;
    }
}
