using System.Net;
using Goodgate.Gateway.Fpm.Files;

namespace Goodgate.Gateway.Fpm.Linting;

/// <summary>Where the pool listens, and for whom.</summary>
internal static class ListenRules
{
    // S_IWOTH: whoever may write to a Unix socket may connect to it (unix(7)).
    private const int OthersWrite = 2;

    public static IEnumerable<FpmProblem> Of(Pool pool)
    {
        if (pool.Find("listen") is not { } listen)
        {
            yield return new FpmProblem(pool.Place, "listen", "the pool has no listen") { IsRefused = true, Expected = "listen = /run/php/NAME.sock or HOST:PORT" };
            yield break;
        }

        if (listen.IsKnown)
        {
            foreach (var problem in pool.IsUnix ? Unix(pool) : Tcp(pool, listen))
            {
                yield return problem;
            }
        }
    }

    private static IEnumerable<FpmProblem> Unix(Pool pool)
    {
        if (pool.Find("listen.mode") is { IsKnown: true } mode)
        {
            if (Octal(mode.Value) is not { } bits)
            {
                yield return new FpmProblem(mode.Place, "listen-mode", $"listen.mode = {FpmWords.Quoted(mode.Value)} is no octal mode; FPM reads as much of it as is one, without a word") { Expected = "0660" };
            }
            else if ((bits & OthersWrite) != 0)
            {
                yield return new FpmProblem(mode.Place, "listen-mode", $"listen.mode = {FpmWords.Shown(mode.Value)} lets every user of this machine run PHP as {FpmWords.Shown(pool.Text("user") ?? "the pool's user")}")
                {
                    Expected = "0660 with listen.owner and listen.group of the gateway",
                };
            }
        }

        if (pool.Find("listen.allowed_clients") is { } clients)
        {
            yield return new FpmProblem(clients.Place, "no-effect", "listen.allowed_clients has no effect on a Unix socket: its mode and its folders decide");
        }

        if (pool.Find("listen.owner") is null && pool.Find("listen.group") is null && pool.Find("listen.acl_users") is null && pool.Find("listen.acl_groups") is null && pool.Find("listen.mode") is null)
        {
            yield return new FpmProblem(pool.PlaceOf("listen"), "listen-owner", $"without listen.owner and listen.group only {FpmWords.Shown(pool.Text("user") ?? "the user of FPM")} and root may connect")
            {
                Expected = "listen.owner and listen.group of the gateway",
            };
        }
    }

    private static IEnumerable<FpmProblem> Tcp(Pool pool, FpmEntry listen)
    {
        var colon = listen.Value.LastIndexOf(':');
        var host = colon < 0 ? "" : listen.Value[..colon].Trim('[', ']');
        if (!ushort.TryParse(listen.Value.AsSpan(colon + 1), out var port) || port == 0)
        {
            yield return new FpmProblem(listen.Place, "listen", $"listen = {FpmWords.Quoted(listen.Value)} is no address") { IsRefused = true, Expected = "a path, HOST:PORT or PORT" };
            yield break;
        }

        var everywhere = host is "" or "*" or "0.0.0.0" or "::";
        if (!everywhere && (host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address))))
        {
            yield break;
        }

        var clients = pool.Find("listen.allowed_clients");
        if (clients is null || clients.Value.Split(',', StringSplitOptions.TrimEntries).Contains("any", StringComparer.Ordinal))
        {
            var where = everywhere ? "on every address" : $"on {FpmWords.Shown(host)}";
            yield return new FpmProblem(clients?.Place ?? listen.Place, "open-to-all", $"FPM listens {where} and lets anybody in: FastCGI has no password, and who can connect can run PHP as {FpmWords.Shown(pool.Text("user") ?? "the pool's user")}")
            {
                Expected = "listen = 127.0.0.1:" + port + ", or listen.allowed_clients with the gateway's address",
            };
        }
    }

    private static int? Octal(string text) => text.Length is > 0 and <= 5 && text.All(c => c is >= '0' and <= '7') ? Convert.ToInt32(text, 8) : null;
}
