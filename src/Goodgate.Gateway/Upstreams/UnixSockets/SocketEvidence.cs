using Goodgate.Gateway.Files.Disk;
using Goodgate.Verdicts.Observations;

namespace Goodgate.Gateway.Upstreams.UnixSockets;

/// <summary>Why a Unix socket could not be opened: what is there instead of it, or which folder or file denies us. Looked at only after a failure.</summary>
public static class SocketEvidence
{
    private const int Enter = 1;
    private const int Write = 2;

    // As many as fit a sentence.
    private const int MostNamed = 8;
    private const int MostLookedAt = 2000;

    /// <summary>Facts to be added; none when there is nothing to say.</summary>
    /// <param name="path">Path of the socket.</param>
    /// <param name="happening">How connecting failed.</param>
    public static IReadOnlyList<Fact> Of(string path, Happening? happening) => happening switch
    {
        Happening.NotFound => [new Fact(FactNames.SocketsThere, Instead(path))],
        Happening.PermissionDenied => [new Fact(FactNames.DeniedAt, Denied(path, Caller.OfProcess()).Says)],
        _ => [],
    };

    /// <summary>True for a Unix socket; false for a file of another kind, and for none that can be seen.</summary>
    public static bool IsSocket(string path) => FileCalls.Stat(path) is { IsSocket: true };

    /// <summary>Instead of a socket that is missing: <c>no folder /run/php, only /run</c>, <c>no sockets in /run</c>, <c>in /run: a.sock, b.sock</c>. Not escaped.</summary>
    public static string Instead(string path)
    {
        var folder = Path.GetDirectoryName(path) ?? "/";
        if (!Directory.Exists(folder))
        {
            return $"no folder {folder}, only {Deepest(folder)}";
        }

        var sockets = Sockets(folder);
        return sockets.Count == 0 ? $"no sockets in {folder}"
            : $"in {folder}: {string.Join(", ", sockets.Take(MostNamed).Select(Path.GetFileName))}{(sockets.Count > MostNamed ? $" and {sockets.Count - MostNamed} more" : "")}";
    }

    /// <summary>Which folder may not be entered, or whose the socket is, against who we are.</summary>
    /// <param name="path">Path of the socket.</param>
    /// <param name="caller">Who was denied.</param>
    public static SocketDenial Denied(string path, Caller caller)
    {
        var names = new AccountNames();
        var who = $"goodgate runs as {caller.Named(names)}";
        foreach (var folder in Folders(path))
        {
            if (FileCalls.Stat(folder) is { } stat && (caller.Bits(stat) & Enter) == 0)
            {
                return new SocketDenial($"{who} and may not enter the folder {folder}, which is {Owner(stat, names)}", null);
            }
        }

        return FileCalls.Stat(path) is { } socket && (caller.Bits(socket) & Write) == 0
            ? new SocketDenial($"{who}, and the socket {path} is {Owner(socket, names)}", names.Group(socket.Group))
            : new SocketDenial($"{who}, and the modes of {path} and its folders allow it: a security module does not (SELinux: ausearch -m avc -ts recent; AppArmor: journalctl -k)", null);
    }

    private static string Owner(FileStat stat, AccountNames names) =>
        $"{names.User(stat.User)}:{names.Group(stat.Group)} with mode 0{Convert.ToString(stat.Permissions, 8).PadLeft(3, '0')}";

    private static string Deepest(string folder)
    {
        while (folder.Length > 1 && !Directory.Exists(folder))
        {
            folder = Path.GetDirectoryName(folder) ?? "/";
        }

        return folder;
    }

    // From the root on.
    private static IEnumerable<string> Folders(string path)
    {
        for (var at = 0; at >= 0; at = path.IndexOf('/', at + 1))
        {
            yield return at == 0 ? "/" : path[..at];
        }
    }

    private static List<string> Sockets(string folder)
    {
        try
        {
            return [.. Directory.EnumerateFiles(folder).Take(MostLookedAt).Where(IsSocket).Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
