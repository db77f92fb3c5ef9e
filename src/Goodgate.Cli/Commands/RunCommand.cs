using System.CommandLine;
using Goodgate.Cli.Running;

namespace Goodgate.Cli.Commands;

/// <summary><c>goodgate run</c>: the gateway itself.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var to = new Option<string[]>("--to") { Description = "Server to pass requests to: http://HOST:PORT, https://HOST:PORT, http+unix:/path. Several are one upstream.", HelpName = "URL" };
        var listen = new Option<string[]>("--listen") { Description = "Address to receive on: http://HOST:PORT or h2c://HOST:PORT. Default http://127.0.0.1:8080.", HelpName = "URL" };
        var admin = new Option<string?>("--admin") { Description = "Address of the admin port, or off. Default 127.0.0.1:9502.", HelpName = "HOST:PORT" };
        var retries = new Option<int?>("--retries") { Description = "Attempts after the first one, where that is provably safe. 0 turns retrying off. Default 2.", HelpName = "N" };
        var command = new Command("run", "Carries traffic, and says why when it fails.") { to, listen, admin, retries };
        command.SetAction((parsed, cancel) => GatewayRun.RunAsync(
            new RunOptions(parsed.GetValue(to) ?? [], parsed.GetValue(listen) ?? [], parsed.GetValue(admin), parsed.GetValue(retries)), cancel));
        return command;
    }
}
