using Goodgate.Cli.Importing.Reading;

namespace Goodgate.Cli.Importing.Nginx.Converting;

/// <summary>What keeps visitors out. None of it may get lost on the way: what was guarded is answered 403.</summary>
internal static class NginxGuard
{
    private static readonly string[] Names = ["auth_basic", "auth_request", "auth_jwt", "deny", "internal", "secure_link", "ssl_verify_client", "valid_referers"];

    /// <summary>The directive that guards a block; null when nothing does.</summary>
    /// <param name="block">A <c>server</c> or <c>location</c>.</param>
    /// <param name="recurse">Whether blocks inside count.</param>
    public static Directive? Of(Directive block, bool recurse) => (recurse ? block.All() : block.Inner)
        .FirstOrDefault(one => Names.Contains(one.Name) && !one.IsBlock && one.Argument(0) is not ("off" or "optional" or "optional_no_ca"));

    /// <summary>The methods a <c>limit_except</c> around it leaves; none = all.</summary>
    public static IReadOnlyList<string> Methods(Directive block) => block.Last("limit_except") is { } only && only.Inner.Exists(one => one.Name == "deny" && one.Argument(0) == "all")
        ? [.. only.Arguments.Select(word => word.Text).Where(method => method.All(char.IsAsciiLetterUpper))] : [];
}
