using System.Text.RegularExpressions;
using Goodgate.Cli.Importing.Reading;

namespace Goodgate.Cli.Importing.Nginx.Converting;

/// <summary>Where a <c>return</c> of nginx sends visitors, in the words of a redirect of ours.</summary>
/// <param name="To">The target with <c>{host}</c>, <c>{path}</c> and <c>{query}</c>.</param>
/// <param name="LosesPort">True when nginx kept the port that the visitor had asked, which <c>{host}</c> leaves out.</param>
internal sealed partial record NginxRedirect(string To, bool LosesPort)
{
    /// <summary>Null when it holds what a redirect cannot say.</summary>
    /// <param name="to">As written: <c>https://$host$request_uri</c>.</param>
    /// <param name="server">The server block it stands in.</param>
    /// <param name="host">First host of the site; <c>*</c> = any.</param>
    public static NginxRedirect? Of(string to, Directive server, string host)
    {
        var isTls = server.Named("listen").Any(one => one.Has("ssl")) || server.Last("ssl")?.Argument(0) == "on";
        var losesPort = false;

        // Together they are the query with its question mark.
        var written = Variable().Replace(to.Replace("$is_args$args", "{query}", StringComparison.Ordinal), match =>
        {
            var name = match.Groups["name"].Value;
            losesPort |= name == "http_host";
            return name switch
            {
                "host" or "http_host" => "{host}",
                "server_name" => host == "*" ? "{host}" : host,
                "request_uri" => "{path}{query}",
                "uri" or "document_uri" => "{path}",
                "scheme" => isTls ? "https" : "http",
                _ => match.Value,
            };
        });
        var isWhole = written.StartsWith("http://", StringComparison.Ordinal) || written.StartsWith("https://", StringComparison.Ordinal) || written.StartsWith('/');
        return written.Contains('$') || !isWhole ? null : new NginxRedirect(written, losesPort);
    }

    // The longest name counts: $hostname is not $host (ngx_http_script_compile).
    [GeneratedRegex(@"\$(?:(?<name>[A-Za-z0-9_]+)|\{(?<name>[A-Za-z0-9_]+)\})", RegexOptions.NonBacktracking)]
    private static partial Regex Variable();
}
