using Goodgate.Gateway.Data;

namespace Goodgate.Gateway.Inbound.Listening;

/// <summary>Tells by its path alone why a Unix socket cannot be made.</summary>
public static class UnixListener
{
    private const string Scheme = "unix:";

    /// <summary>The reason and the remedy, a sentence or two that go on after the address; null when nothing is in the way that can be seen.</summary>
    /// <param name="url"><c>unix:/path</c>; nothing is wrong with any other.</param>
    public static string? Trouble(string url)
    {
        if (!url.StartsWith(Scheme, StringComparison.Ordinal))
        {
            return null;
        }

        var path = url[Scheme.Length..];
        return FileTrouble.IsMissing(Path.GetDirectoryName(path)) ? "its directory does not exist. Create it, and let this user write there."
            : Directory.Exists(path) ? "it is a directory. Name a file in it that is not there yet."
            : File.Exists(path) && !SocketFile.IsSocket(path) ? "a file that is no socket is there already. Delete it, or choose another path."
            : null;
    }
}
