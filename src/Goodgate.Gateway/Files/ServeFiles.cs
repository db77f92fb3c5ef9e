using System.Runtime.CompilerServices;
using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Files.Disk;
using Goodgate.Gateway.Guard;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Files;

/// <summary>Step: a site's own files are sent from here; what is a script goes on to PHP.</summary>
internal static class ServeFiles
{
    private const string Methods = "GET, HEAD";

    public static ValueTask<bool> RunAsync(Exchange exchange) =>
        exchange.Failure is not null || exchange.Route?.Files is not { } site ? new ValueTask<bool>(true) : FromDiskAsync(exchange, site);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<bool> FromDiskAsync(Exchange exchange, SiteFiles site)
    {
        // A disk, above all one over the network, may take its time: not on a socket thread.
        await Task.Yield();
        if (exchange.Target == "*")
        {
            return await Refusal.GiveAsync(exchange, new RequestFault(405, "method-not-for-files"), ("Allow", Methods));
        }

        if (SitePath.Read(exchange.Target) is not { } path)
        {
            return await Refusal.GiveAsync(exchange, new RequestFault(400, "bad-path"));
        }

        using var root = SiteRoot.Open(site.Opening, out var errno);
        if (root is null)
        {
            exchange.Failure = FileFailure.Unopened(site, "", errno);
            return true;
        }

        var found = new FindFile(site, root, path).Run();
        if (found.File is { } file)
        {
            return await AnswerAsync(exchange, site, root, found.Path, file);
        }

        if (found.Script is { } script)
        {
            (exchange.Script, exchange.Upstream) = (script, site.Php);
            return true;
        }

        exchange.Failure = found.Failure;
        return found.Failure is not null
            || (found.LacksSlash ? Redirect(exchange) : await Refusal.GiveAsync(exchange, found.Fault!));
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<bool> AnswerAsync(Exchange exchange, SiteFiles site, SiteRoot root, string path, OpenedFile file)
    {
        if (exchange.Client.Method is not ("GET" or "HEAD"))
        {
            file.Dispose();
            return await Refusal.GiveAsync(exchange, new RequestFault(405, "method-not-for-files"), ("Allow", Methods));
        }

        var asked = RequestConditions.Of(exchange.Client.Fields);
        var entered = site.Settings.Compress && asked.Range is null && site.Room.TryEnter();
        try
        {
            using var shown = Representation.Of(file, root, path, FieldLists.Joined(exchange.Client.Fields, KnownField.AcceptEncoding), entered);
            return await new FileAnswer(exchange, site, path, shown).GiveAsync(asked);
        }
        finally
        {
            if (entered)
            {
                site.Room.Leave();
            }
        }
    }

    // Relative, so that neither host nor scheme need be known, and never with two slashes in front, which would name another host.
    private static bool Redirect(Exchange exchange)
    {
        var target = exchange.Target;
        var query = target.IndexOf('?', StringComparison.Ordinal);
        var path = query < 0 ? target : target[..query];
        exchange.Status = exchange.Client.Method is "GET" or "HEAD" ? 301 : 308;
        exchange.Client.Begin(exchange.Status);
        exchange.Client.SetField("Location", $"/{path.Trim('/')}/{(query < 0 ? "" : target[query..])}");
        exchange.Client.DeclareLength(0);
        return false;
    }
}
