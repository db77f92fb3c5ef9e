using Goodgate.Cli.Importing.Reading;

namespace Goodgate.Cli.Importing.Apache.Converting;

/// <summary>What keeps visitors out. None of it may get lost on the way.</summary>
internal static class ApacheGuard
{
    /// <summary>The directive that guards a line in a section around it; null when nothing does.</summary>
    public static Directive? Of(Directive line) => line.Outward().Skip(1).Where(block => block.Words.Count > 0)
        .SelectMany(block => block.Inner.Concat(block.Inner.Where(inner => inner.Name is "requireall" or "requireany" or "requirenone" or "proxy" or "location" && Covers(inner, line)).SelectMany(inner => inner.Inner)))
        .FirstOrDefault(one => one.Name is "authtype" or "deny" or "sslverifyclient" || (one.Name == "require" && !(one.Argument(0) == "all" && one.Argument(1) == "granted")));

    private static bool Covers(Directive section, Directive line) => section.Name.StartsWith("require", StringComparison.Ordinal)
        || section.Argument(0) is "*" or "/" || (section.Name == "location" && line.Argument(0).StartsWith(section.Argument(0), StringComparison.Ordinal));
}
