using Goodgate.Cli.Importing.Reading;

namespace Goodgate.Cli.Importing.Nginx.Converting;

/// <summary>From what a <c>location</c> matches to the path of a route.</summary>
internal static class NginxPath
{
    /// <summary><c>/exact</c> or <c>/prefix/*</c>; null for a regular expression or a name.</summary>
    public static string? Of(Directive location) => location.Count switch
    {
        2 when location.Argument(0) == "=" && IsPlain(location.Argument(1)) => location.Argument(1),
        2 when location.Argument(0) == "^~" && IsPlain(location.Argument(1)) => Prefix(location.Argument(1)),
        1 when IsPlain(location.Argument(0)) => Prefix(location.Argument(0)),
        _ => null,
    };

    /// <summary>True where nginx also matches what goes on without a slash (<c>/api</c>: <c>/apis</c>), and the route does not.</summary>
    public static bool IsNarrower(Directive location) => Of(location) is { } path && path.EndsWith("/*", StringComparison.Ordinal) && !location.Words[^1].Text.EndsWith('/');

    private static string Prefix(string text) => text.EndsWith('/') ? text + "*" : text + "/*";

    private static bool IsPlain(string text) => text.StartsWith('/') && text.All(c => c is > ' ' and < '\u007f' and not ('*' or '?' or '#' or '\\' or '$' or '"' or '%' or '{' or '}')) && !text.Contains("//", StringComparison.Ordinal)
        && !text.Split('/').Any(part => part is "." or "..");
}
