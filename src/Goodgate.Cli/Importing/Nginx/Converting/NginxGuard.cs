using Goodgate.Cli.Importing.Reading;

namespace Goodgate.Cli.Importing.Nginx.Converting;

/// <summary>What keeps visitors out. None of it may get lost on the way: what was guarded is answered 403.</summary>
internal static class NginxGuard
{
    private static readonly string[] Names = ["auth_basic", "auth_request", "auth_jwt", "deny", "secure_link", "ssl_verify_client", "valid_referers"];

    /// <summary>The directive that guards a block, its own or one it takes over from the locations around it; null when nothing does.</summary>
    /// <param name="block">A <c>server</c> or <c>location</c>.</param>
    public static Directive? Of(Directive block)
    {
        foreach (var name in Names)
        {
            // Of each kind the nearest block that has any decides.
            var nearest = block.Outward().TakeWhile(up => up == block || up.Name == "location").FirstOrDefault(up => up.Named(name).Any());
            if (nearest?.Named(name).FirstOrDefault(one => one.Argument(0) is not ("off" or "optional" or "optional_no_ca")) is { } guard)
            {
                return guard;
            }
        }

        return null;
    }

    /// <summary>Any directive that guards something in a block.</summary>
    public static Directive? Within(Directive block) => block.All().FirstOrDefault(one => Names.Contains(one.Name) && one.Argument(0) is not ("off" or "optional" or "optional_no_ca"));

    /// <summary>True when nobody at all is let in, which is said by 403 alone.</summary>
    public static bool ShutsOut(Directive block) => block.Inner.Exists(one => one.Name == "deny" && one.Argument(0) == "all") && !block.Inner.Exists(one => one.Name is "allow" or "satisfy");

    /// <summary>The methods a <c>limit_except</c> around it leaves; none = all.</summary>
    public static IReadOnlyList<string> Methods(Directive block) => block.Last("limit_except") is { } only && only.Inner.Exists(one => one.Name == "deny" && one.Argument(0) == "all")
        ? [.. only.Arguments.Select(word => word.Text).Where(method => method.All(char.IsAsciiLetterUpper))] : [];
}
