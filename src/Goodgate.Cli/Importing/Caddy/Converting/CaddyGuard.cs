using Goodgate.Cli.Importing.Reading;

namespace Goodgate.Cli.Importing.Caddy.Converting;

/// <summary>What keeps visitors out. None of it may get lost on the way.</summary>
internal static class CaddyGuard
{
    private static readonly string[] Names = ["basicauth", "basic_auth", "forward_auth", "authenticate", "authorize"];

    /// <summary>The directive that guards all of a block; null when nothing does. One with a matcher guards a part, which is then told as a gap.</summary>
    public static Directive? Of(Directive block) => block.Inner.Find(one => Names.Contains(one.Name));
}
