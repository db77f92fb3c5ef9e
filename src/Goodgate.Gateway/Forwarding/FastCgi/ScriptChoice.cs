using System.Text;
using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Files;
using Goodgate.Gateway.Guard;
using Goodgate.Gateway.Settings;
using Goodgate.Verdicts.Observations;

namespace Goodgate.Gateway.Forwarding.FastCgi;

/// <summary>Which script a request runs, where the site's files have not decided that: the root of the upstream and the path of the target.</summary>
internal static class ScriptChoice
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <summary>Sets <see cref="Exchange.Script"/>. False when the exchange is at its end: the request was refused, or failed.</summary>
    public static async ValueTask<bool> MakeAsync(Exchange exchange, FastCgiSettings settings)
    {
        if (exchange.Script is not null)
        {
            return true;
        }

        if (settings.Root is not { } root)
        {
            exchange.Failure = new Observation
            {
                Source = Source.Gateway,
                Phase = Phase.Routing,
                Happening = Happening.Misconfigured,
                Facts = [new Fact(FactNames.Setting, "fastcgi.root")],
                Detail = "a FastCGI server needs to know which file to run",
            };
            return true;
        }

        exchange.Script = settings.Script is { } fixedScript ? new ScriptTarget(root, fixedScript, "") : Find(root, exchange.Target);
        return exchange.Script is null ? await Refusal.GiveAsync(exchange, new RequestFault(400, "path-outside-root"))
            : settings.Script is not null || Refused(exchange.Script.Script) is not { } fault || await Refusal.GiveAsync(exchange, fault);
    }

    /// <summary>
    /// Why a path is no script that is run, by its name; null when it is. PHP takes whatever file it is told for source, and prints what is none, so that
    /// <c>/.env</c> would be shown and <c>/photo.jpg</c> run where <c>security.limit_extensions</c> is off, or the server knows no such limit.
    /// </summary>
    /// <param name="script">Path of the script, decoded.</param>
    public static RequestFault? Refused(string script)
    {
        var segments = script.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return ServedNames.IsHidden(segments) ? new RequestFault(404, "hidden-file")
            : !ServedNames.IsScript(segments.LastOrDefault("")) || segments.SkipLast(1).Any(IsNamedAsFile) ? new RequestFault(404, "no-file")
            : ServedNames.IsUploaded(segments) ? new RequestFault(403, "script-not-run")
            : null;
    }

    /// <summary>The script; null when the path leads out of the root, or is no name of a file.</summary>
    /// <param name="root">Folder of the scripts.</param>
    /// <param name="target">Request target, byte for byte.</param>
    public static ScriptTarget? Find(string root, string target)
    {
        var query = target.IndexOf('?', StringComparison.Ordinal);
        if (Decode(query < 0 ? target : target[..query]) is not { } path)
        {
            return null;
        }

        // OPTIONS * is about the server as a whole.
        path = path.StartsWith('/') ? path : "/";
        if (path.Contains('\0', StringComparison.Ordinal) || path.Split('/').Contains(".."))
        {
            return null;
        }

        // /index.php/a/b is /index.php with PATH_INFO /a/b: nginx's usual fastcgi_split_path_info ^(.+?\.php)(/.*)$.
        var end = path.IndexOf(".php/", StringComparison.Ordinal);
        return end >= 0 ? new ScriptTarget(root, path[..(end + 4)], path[(end + 4)..])
            : new ScriptTarget(root, path.EndsWith('/') ? path + "index.php" : path, "");
    }

    // Of /photo.jpg/x.php PHP runs photo.jpg (php.ini cgi.fix_pathinfo). Whether it is a folder is known to the server alone; hardly one is called so.
    private static bool IsNamedAsFile(string segment) => MediaTypes.Of(segment) != MediaTypes.Unknown;

    private static string? Decode(string path)
    {
        var bytes = Encoding.Latin1.GetBytes(path);
        var length = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            var isEscape = bytes[i] == '%' && i + 2 < bytes.Length && char.IsAsciiHexDigit((char)bytes[i + 1]) && char.IsAsciiHexDigit((char)bytes[i + 2]);
            bytes[length++] = isEscape ? Convert.FromHexString(path.AsSpan(i + 1, 2))[0] : bytes[i];
            i += isEscape ? 2 : 0;
        }

        try
        {
            return Strict.GetString(bytes, 0, length);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
