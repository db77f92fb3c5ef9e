using System.CommandLine;
using Goodgate.Cli.Running;

namespace Goodgate.Cli.Commands;

/// <summary><c>goodgate run</c>: the gateway itself.</summary>
internal static class RunCommand
{
    public static Command Create(Session session)
    {
        var config = new Option<string?>("--config", "-c") { Description = "Settings file. Without it and without --to: ./goodgate.yaml.", HelpName = "FILE" };
        var to = new Option<string[]>("--to") { Description = "Server to pass requests to: http://HOST:PORT, https://HOST:PORT, http+unix:/PATH. Several are one upstream.", HelpName = "URL" };
        var root = new Option<string?>("--root") { Description = "Folder to serve files from. With --php its scripts are run.", HelpName = "DIR" };
        var php = new Option<string?>("--php") { Description = "What runs the scripts of --root: unix:/PATH or HOST:PORT of PHP-FPM.", HelpName = "ADDRESS" };
        var preset = new Option<string?>("--preset") { Description = "What the folder of --root is: plain-php, wordpress, laravel or drupal.", HelpName = "NAME" };
        var logins = new Option<bool>("--limit-logins") { Description = "With --preset wordpress: limits how often one client may try a password." };
        var listen = new Option<string[]>("--listen") { Description = "Address to receive on: http://HOST:PORT, h2c://HOST:PORT or unix:/PATH. Default http://127.0.0.1:8080.", HelpName = "URL" };
        var admin = new Option<string?>("--admin") { Description = "Address of the admin port (health, metrics, verdicts), or off. Default 127.0.0.1:9502.", HelpName = "HOST:PORT" };
        var retries = new Option<string?>("--retries") { Description = "Attempts after the first one, where that is provably safe; 0 turns retrying off. Default 2.", HelpName = "N" };
        var log = new Option<string?>("--access-log") { Description = "Writes one line of JSON per request to FILE; - is standard output.", HelpName = "FILE" };
        var data = new Option<string?>("--data") { Description = "Folder for what outlives the process: the last failures with their evidence. Made when it is missing.", HelpName = "DIR" };
        var cache = new Option<string?>("--cache") { Description = "Keeps responses and answers with them: on (what RFC 9111 allows) or wordpress (with what is known of WordPress).", HelpName = "MODE" };
        var ttl = new Option<string?>("--cache-ttl") { Description = "With --cache: freshness of responses that say nothing of it, such as 10m.", HelpName = "TIME" };
        var verbose = new Option<bool>("--verbose") { Description = "Also names what is no failure: clients that left, planned answers." };
        var command = new Command("run", "Carries traffic, and says why when it fails.") { config, to, root, php, preset, logins, listen, admin, retries, log, data, cache, ttl, verbose };
        command.SetAction((parsed, _) => GatewayRun.RunAsync(
            new RunOptions
            {
                Config = parsed.GetValue(config),
                To = parsed.GetValue(to) ?? [],
                Root = parsed.GetValue(root),
                Php = parsed.GetValue(php),
                Preset = parsed.GetValue(preset),
                LimitLogins = parsed.GetValue(logins),
                Listen = parsed.GetValue(listen) ?? [],
                Admin = parsed.GetValue(admin),
                Retries = parsed.GetValue(retries),
                AccessLog = parsed.GetValue(log),
                Data = parsed.GetValue(data),
                Cache = parsed.GetValue(cache),
                CacheTtl = parsed.GetValue(ttl),
                Verbose = parsed.GetValue(verbose),
            },
            session));
        return command;
    }
}
