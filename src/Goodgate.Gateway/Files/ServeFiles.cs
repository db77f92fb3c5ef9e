using System.Runtime.CompilerServices;
using Goodgate.Gateway.Waiting;
using Goodgate.Gateway.Cache;
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

    [AsyncMethodBuilder(typeof(ReusedState<>))]
    private static async ValueTask<bool> FromDiskAsync(Exchange exchange, SiteFiles site)
    {
        if (exchange.Target == "*")
        {
            return await Refusal.GiveAsync(exchange, new RequestFault(405, "method-not-for-files"), ("Allow", Methods));
        }

        if (SitePath.Read(exchange.Target) is not { } path)
        {
            return await Refusal.GiveAsync(exchange, new RequestFault(400, "bad-path"));
        }

        // A disk, above all one over the network, may take its time: a socket thread looks at what is in memory and leaves the rest to the pool.
        using var root = OnSocketThread ? SiteRoot.OpenCached(site.Opening) ?? await OpenOnPoolAsync(exchange, site) : Open(exchange, site);
        if (root is null)
        {
            return true;
        }

        var found = new FindFile(site, root, path).Run();
        if (root.HasMissed)
        {
            found.File?.Dispose();
            await Task.Yield();
            root.AllowWaiting();
            found = new FindFile(site, root, path).Run();
        }

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

    private static bool OnSocketThread => !Thread.CurrentThread.IsThreadPoolThread;

    private static async ValueTask<SiteRoot?> OpenOnPoolAsync(Exchange exchange, SiteFiles site)
    {
        await Task.Yield();
        return Open(exchange, site);
    }

    private static SiteRoot? Open(Exchange exchange, SiteFiles site)
    {
        var root = SiteRoot.Open(site.Opening, out var errno);
        exchange.Failure = root is null ? FileFailure.Unopened(site, "", errno) : null;
        return root;
    }

    [AsyncMethodBuilder(typeof(ReusedState<>))]
    private static async ValueTask<bool> AnswerAsync(Exchange exchange, SiteFiles site, SiteRoot root, string path, OpenedFile file)
    {
        if (exchange.Client.Method is not ("GET" or "HEAD"))
        {
            file.Dispose();
            return await Refusal.GiveAsync(exchange, new RequestFault(405, "method-not-for-files"), ("Allow", Methods));
        }

        var asked = RequestConditions.Of(exchange.Client.Fields);
        var entered = site.Settings.Compress && exchange.Route!.Settings.Compress != false && asked.Range is null && site.Room.TryEnter();
        try
        {
            var accept = FieldLists.Joined(exchange.Client.Fields, KnownField.AcceptEncoding);
            var chosen = Representation.Of(file, root, path, accept, entered);
            if (OnSocketThread && (root.HasMissed || chosen.IsCodedOnTheWay))
            {
                await Task.Yield();
                root.AllowWaiting();
                chosen = Representation.Of(chosen.File, root, path, accept, entered);
            }

            using var shown = chosen;
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
        CacheStatusField.Add(exchange);
        exchange.Client.SetField("Location", $"/{path.Trim('/')}/{(query < 0 ? "" : target[query..])}");
        exchange.Client.DeclareLength(0);
        return false;
    }
}
