using Goodgate.Verdicts.Observations;

namespace Goodgate.Gateway.Upstreams;

/// <summary>Why a Unix socket could not be opened: what is there instead of it, or which folder or file denies us. Looked at only after a failure.</summary>
internal static class SocketEvidence
{
    private const int MostNamed = 8;
    private const int MostLookedAt = 1000;

    private const uint Write = 2;
    private const uint Pass = 1;

    /// <summary>Facts to be added; none when there is nothing to say.</summary>
    /// <param name="path">Path of the socket.</param>
    /// <param name="happening">How connecting failed.</param>
    public static IReadOnlyList<Fact> Of(string path, Happening? happening)
    {
        try
        {
            return happening switch
            {
                Happening.NotFound => [new Fact(FactNames.SocketsThere, Instead(path))],
                Happening.PermissionDenied => [new Fact(FactNames.DeniedAt, DeniedAt(path, FileOwner.Self, FileOwner.SelfGroups, FileOwner.Of))],
                _ => [],
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or EntryPointNotFoundException or DllNotFoundException)
        {
            return [];
        }
    }

    /// <summary>The sockets that do exist in the folder, or the deepest folder that does.</summary>
    public static string Instead(string path)
    {
        var folder = Path.GetDirectoryName(path) ?? "/";
        if (!Directory.Exists(folder))
        {
            var there = folder;
            while (there is { Length: > 1 } && !Directory.Exists(there))
            {
                there = Path.GetDirectoryName(there) ?? "/";
            }

            return $"no folder {folder}, only {there}";
        }

        var sockets = Directory.EnumerateFiles(folder).Take(MostLookedAt).Where(file => FileOwner.Of(file) is { IsSocket: true }).Take(MostNamed + 1).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal).ToArray();
        return sockets.Length == 0 ? $"no sockets in {folder}"
            : $"in {folder}: {string.Join(", ", sockets.Take(MostNamed))}{(sockets.Length > MostNamed ? ", and more" : "")}";
    }

    /// <summary>The first folder on the way, or the socket, whose mode denies the user; in words.</summary>
    /// <param name="path">Path of the socket.</param>
    /// <param name="user">Id of the user.</param>
    /// <param name="groups">Ids of its groups.</param>
    /// <param name="owner">Gives owner and mode of a file.</param>
    public static string DeniedAt(string path, uint user, IReadOnlyList<uint> groups, Func<string, FileOwner?> owner)
    {
        var who = $"this process is user {user}, groups {string.Join(" ", groups.Distinct().Take(MostNamed))}";
        for (var at = 1; at > 0;)
        {
            at = path.IndexOf('/', at) is var next and > 0 ? next : path.Length;
            var part = path[..at];
            var isSocket = at == path.Length;
            if (owner(part) is { } found && !found.Allows(user, groups, isSocket ? Write : Pass))
            {
                return $"{part} (owner {found.User}, group {found.Group}, mode {Convert.ToString(found.Mode, 8).PadLeft(4, '0')}) denies {(isSocket ? "writing" : "passing")}; {who}";
            }

            at = isSocket ? 0 : at + 1;
        }

        return $"owners and modes allow it, so a policy (SELinux, AppArmor) or a missing capability denies; {who}";
    }
}
