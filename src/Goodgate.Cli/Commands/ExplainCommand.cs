using System.CommandLine;
using System.CommandLine.Completions;
using Goodgate.Cli.Explaining;
using Goodgate.Cli.Settings;
using Goodgate.Cli.Settings.Values;
using Goodgate.Verdicts.Catalogue;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Cli.Commands;

/// <summary><c>goodgate explain</c>: what a cause, a code of another gateway or a request id means.</summary>
internal static class ExplainCommand
{
    public static Command Create(Session session)
    {
        var subject = new Argument<string>("WHAT")
        {
            Description = "A cause (connect-refused; \"goodgate lab --list\" lists them), a code (haproxy:SH, cloudflare:522), a status (502), an error type of RFC 9209, or a request id.",

            // Without it the help shows everything that completion offers.
            HelpName = "WHAT",
        };
        subject.CompletionSources.Add(_ => Causes.All.Select(cause => new CompletionItem(cause.Id)));
        var admin = new Option<string?>("--admin") { Description = $"Admin port that is asked about a request id. Default {RequestPlaces.UsualAdmin}.", HelpName = "HOST:PORT" };
        var data = new Option<string?>("--data") { Description = "Data folder to find a request id in; no gateway needs to run.", HelpName = "DIR" };
        var config = new Option<string?>("--config", "-c") { Description = "Settings file that says where the admin port and the data folder are.", HelpName = "FILE" };
        var log = new Option<string?>("--access-log") { Description = "Access log (JSON lines) to find a request id in, instead of asking the admin port.", HelpName = "FILE" };
        var json = JsonOption.Create();
        var command = new Command("explain", "Explains a cause, a code of another gateway, or one request by its id.") { subject, admin, data, config, log, json };
        command.SetAction((parsed, _) => ShowAsync(
            parsed.GetValue(subject)!,
            Typed(parsed.GetValue(admin), parsed.GetValue(data), parsed.GetValue(log)),
            parsed.GetValue(config),
            parsed.GetValue(json),
            session));
        return command;
    }

    private static RequestPlaces Typed(string? admin, string? data, string? log) => new()
    {
        Admin = admin,
        Data = data,
        AccessLog = log,
        IsNamed = admin is not null || data is not null || log is not null,
        OnlyRequests = data is not null || log is not null,
    };

    private static Task<int> ShowAsync(string what, RequestPlaces places, string? config, bool json, Session session)
    {
        if (string.IsNullOrWhiteSpace(what))
        {
            return Task.FromResult(session.Fail(ExitCodes.Usage, "nothing to explain: expected a cause, a code, a status or a request id. Type for example: goodgate explain connect-refused"));
        }

        if (places.Admin is { } admin && (UrlParts.ReadAuthority(admin, out var _, out var port) is not null || port is null))
        {
            return Task.FromResult(session.Fail(ExitCodes.Usage, $"--admin \"{Evidence.Printable(admin, 80)}\": expected HOST:PORT, such as 127.0.0.1:9502"));
        }

        if (config is null)
        {
            return Explanation.ShowAsync(what, places.IsNamed ? places : places with { Admin = RequestPlaces.UsualAdmin }, json, session);
        }

        var read = SettingsFile.Read(session.PathOf(config), session.Variable);
        foreach (var problem in read.Problems)
        {
            session.Error.Problem(problem.ToString());
        }

        return read.Settings is { } settings
            ? Explanation.ShowAsync(what, places.With(settings) with { IsNamed = true }, json, session)
            : Task.FromResult(ExitCodes.Usage);
    }
}
