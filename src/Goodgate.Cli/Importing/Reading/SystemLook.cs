using System.Text.RegularExpressions;
using Goodgate.Cli.Settings;

namespace Goodgate.Cli.Importing.Reading;

/// <summary>
/// Tells whose settings a file looks like by words that only one system has. Some readers take another system's file without complaint, and a file nobody
/// understood would pass as one without faults.
/// </summary>
internal static class SystemLook
{
    // One such word may be chance.
    private const int Enough = 2;

    private static readonly (string System, string Shown, Regex Words)[] Looks =
    [
        ("nginx", "nginx", Of(@"^[ \t]*(?:(?:events|http|server|stream|mail|location[ \t][^\n{;]+|upstream[ \t]+[^\s{;]+)[ \t]*\{|(?:proxy_pass|fastcgi_pass|uwsgi_pass|grpc_pass|server_name|worker_processes|proxy_set_header|fastcgi_param|ssl_certificate|listen|root|include)[ \t][^\n]*;)")),
        ("apache", "Apache", Of(@"(?i)^[ \t]*(?:<(?:VirtualHost|Directory|DirectoryMatch|Location|LocationMatch|Files|FilesMatch|Proxy|ProxyMatch|IfModule|IfDefine|IfVersion|Macro)[ \t>]|(?:ServerRoot|ServerName|ServerAlias|DocumentRoot|LoadModule|ProxyPass|ProxyPassMatch|ProxyPassReverse|ProxyTimeout|BalancerMember|SetHandler|RewriteEngine|RewriteRule|IncludeOptional)[ \t])")),
        ("haproxy", "HAProxy", Of(@"^(?:(?:global|defaults)[ \t]*(?:#[^\n]*)?\r?$|(?:frontend|backend|listen)[ \t]+[A-Za-z_][^\s{;]*[ \t]*(?:#[^\n]*)?\r?$)")),
        ("caddy", "Caddy", Of(@"^[ \t]*(?:(?:reverse_proxy|php_fastcgi|file_server|handle|handle_path|handle_errors|encode|respond|redir|basic_auth|basicauth)(?:[ \t]|\r?$)|(?:https?://)?(?:[A-Za-z0-9*-]+\.)+[A-Za-z]+[ \t]*\{[ \t]*\r?$)|^\s*\{\s*""")),
    ];

    /// <summary>Refuses a file that has several words of another system and none of its own. One with neither may be a fragment, and is judged.</summary>
    /// <param name="text">The file that was named.</param>
    /// <param name="shown">Its name, as typed.</param>
    /// <param name="system">Whose settings it is said to be.</param>
    public static void Check(string text, string shown, string system)
    {
        var own = Looks.Single(one => one.System == system);
        if (own.Words.IsMatch(text))
        {
            return;
        }

        var other = Looks.Where(one => one.System != system).Select(one => (one.System, one.Shown, Count: one.Words.Count(text))).MaxBy(one => one.Count);
        if (other.Count >= Enough)
        {
            throw new UnreadableConfig(new SettingsPlace(shown, 0, 1), $"this is no file of {own.Shown}, it looks like one of {other.Shown}", $"settings of {own.Shown}, or: goodgate import {other.System}");
        }
    }

    // Whatever stands in a file, matching takes time in proportion to it.
    private static Regex Of(string words) => new(words, RegexOptions.Multiline | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
}
