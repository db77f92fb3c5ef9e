using Goodgate.Gateway.Fpm.Files;
using Goodgate.Gateway.Fpm.Kernel;

namespace Goodgate.Gateway.Fpm.Access;

/// <summary>Why a Unix socket cannot be connected to: one sentence from what the file system says. Text is escaped for a terminal.</summary>
public static class SocketAccess
{
    private const int Enter = 1;
    private const int Write = 2;

    // As many as fit a sentence.
    private const int MostListed = 5;
    private const int MostLooked = 2000;

    /// <summary>False when the path is a file of another kind, or none that can be seen.</summary>
    public static bool IsSocket(string path) => FileStatus.Of(path) is { IsSocket: true };

    /// <summary>After ENOENT: is it the folder that is missing, or the socket; and which sockets are there?</summary>
    public static string WhyMissing(string path)
    {
        var folder = Path.GetDirectoryName(path) ?? "/";
        if (!Directory.Exists(folder))
        {
            var above = folder;
            while (above.Length > 1 && !Directory.Exists(above))
            {
                above = Path.GetDirectoryName(above) ?? "/";
            }

            return $"there is no socket {FpmWords.Shown(path)}: not even its folder exists below {FpmWords.Shown(above)}. FPM makes the socket when it starts: it does not run, or its listen is another";
        }

        if (FileStatus.Of(path) is { IsSocket: false })
        {
            return $"{FpmWords.Shown(path)} is a file and no socket";
        }

        var sockets = Sockets(folder);
        return sockets.Count == 0
            ? $"there is no socket {FpmWords.Shown(path)}, and no other one in that folder. FPM makes it when it starts: it does not run, or its listen is another"
            : $"there is no socket {FpmWords.Shown(path)}; in that folder {(sockets.Count == 1 ? "is" : "are")} {string.Join(", ", sockets.Take(MostListed).Select(FpmWords.Shown))}{(sockets.Count > MostListed ? $" and {sockets.Count - MostListed} more" : "")}";
    }

    /// <summary>After EACCES: which folder may not be entered, or whose the socket is, against who we are.</summary>
    /// <param name="path">The socket.</param>
    /// <param name="caller">Who was denied.</param>
    public static string WhyDenied(string path, Caller caller)
    {
        var names = new AccountNames();
        var who = $"{names.User(caller.User)} ({(caller.Groups.Count == 1 ? "group" : "groups")} {string.Join(", ", caller.Groups.Take(MostListed).Select(names.Group))})";
        foreach (var folder in Folders(path))
        {
            if (FileStatus.Of(folder) is { } status && (caller.Bits(status.Permissions, status.User, status.Group) & Enter) == 0)
            {
                return $"goodgate runs as {who} and may not enter the folder {FpmWords.Shown(folder)}, which is {Owner(status, names)}";
            }
        }

        if (FileStatus.Of(path) is { } socket && (caller.Bits(socket.Permissions, socket.User, socket.Group) & Write) == 0)
        {
            return $"goodgate runs as {who}, and the socket {FpmWords.Shown(path)} is {Owner(socket, names)}: set listen.group = {names.Group(caller.Groups.Count > 0 ? caller.Groups[0] : caller.User)} and listen.mode = 0660, or put {names.User(caller.User)} into the group {names.Group(socket.Group)}";
        }

        return $"goodgate runs as {who}, and the modes of {FpmWords.Shown(path)} and its folders allow it: a security module does not (SELinux: ausearch -m avc -ts recent; AppArmor: journalctl -k)";
    }

    private static string Owner(FileStatus status, AccountNames names) => $"{names.User(status.User)}:{names.Group(status.Group)} with mode 0{Convert.ToString(status.Permissions, 8).PadLeft(3, '0')}";

    // From the root on.
    private static List<string> Folders(string path)
    {
        var folders = new List<string>();
        for (var folder = Path.GetDirectoryName(path); !string.IsNullOrEmpty(folder); folder = Path.GetDirectoryName(folder))
        {
            folders.Insert(0, folder);
        }

        return folders;
    }

    private static List<string> Sockets(string folder)
    {
        try
        {
            return [.. Directory.EnumerateFiles(folder).Take(MostLooked).Where(IsSocket).Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
