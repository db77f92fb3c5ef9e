using System.CommandLine;
using Goodgate.Cli.Explaining;
using Goodgate.Cli.Settings.Values;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Cli.Commands;

/// <summary><c>goodgate explain</c>: what a cause, a code of another gateway or a request id means.</summary>
internal static class ExplainCommand
{
    public static Command Create(Session session)
    {
        var subject = new Argument<string>("WHAT") { Description = "A cause (connect-refused), a code (haproxy:SH, cloudflare:522), a status (502), an error type of RFC 9209, or a request id." };
        var admin = new Option<string>("--admin") { Description = "Admin port that is asked about a request id.", HelpName = "HOST:PORT", DefaultValueFactory = _ => RequestPlaces.UsualAdmin };
        var log = new Option<string?>("--access-log") { Description = "Access log (JSON lines) to find a request id in, instead of asking the admin port.", HelpName = "FILE" };
        var json = JsonOption.Create();
        var command = new Command("explain", "Explains a cause, a code of another gateway, or one request by its id.") { subject, admin, log, json };
        command.SetAction((parsed, _) =>
        {
            var what = parsed.GetValue(subject)!;
            var file = parsed.GetValue(log);
            var places = new RequestPlaces(parsed.GetValue(admin)!, file, IsNamed: file is not null || parsed.GetResult(admin) is { Implicit: false });
            if (string.IsNullOrWhiteSpace(what))
            {
                return Task.FromResult(session.Fail(ExitCodes.Usage, "nothing to explain: expected a cause, a code, a status or a request id. Type for example: goodgate explain connect-refused"));
            }

            return UrlParts.ReadAuthority(places.Admin, out var _, out var port) is not null || port is null
                ? Task.FromResult(session.Fail(ExitCodes.Usage, $"--admin \"{Evidence.Printable(places.Admin, 80)}\": expected HOST:PORT, such as 127.0.0.1:9502"))
                : Explanation.ShowAsync(what, places, parsed.GetValue(json), session);
        });
        return command;
    }
}
