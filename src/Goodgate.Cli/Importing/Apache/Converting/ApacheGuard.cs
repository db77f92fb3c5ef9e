using Goodgate.Cli.Importing.Reading;

namespace Goodgate.Cli.Importing.Apache.Converting;

/// <summary>What keeps visitors out. None of it may get lost on the way: what was guarded is answered 403.</summary>
internal static class ApacheGuard
{
    /// <summary>Each section of a host that guards something, with the path it stands for; null where no path says it.</summary>
    public static IEnumerable<(string? Path, Directive Guard)> Sections(Directive host)
    {
        var root = host.Last("documentroot")?.Argument(0).TrimEnd('/');
        foreach (var section in host.All().Prepend(host).Where(one => one.IsBlock && !one.Name.StartsWith("require", StringComparison.Ordinal)))
        {
            if (Of(section) is { } guard)
            {
                yield return (Path(section, host, root), guard);
            }
        }
    }

    private static Directive? Of(Directive section) => section.Inner.Concat(section.Inner.Where(one => one.Name is "requireall" or "requireany" or "requirenone" or "limit" or "limitexcept").SelectMany(one => one.All()))
        .FirstOrDefault(one => one.Name is "authtype" or "deny" or "sslverifyclient" || (one.Name == "require" && !(one.Argument(0) == "all" && one.Argument(1) == "granted")));

    private static string? Path(Directive section, Directive host, string? root) => section == host ? "/" : section.Name switch
    {
        "location" when section.Argument(0) != "~" => section.Argument(0),
        "proxy" when section.Argument(0) == "*" => "/",
        "directory" when root is { Length: > 0 } && section.Argument(0).TrimEnd('/') == root => "/",
        "directory" when root is { Length: > 0 } && section.Argument(0).StartsWith(root + "/", StringComparison.Ordinal) => section.Argument(0)[root.Length..],
        _ => null,
    };
}
