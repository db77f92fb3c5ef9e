namespace Goodgate.Cli.Settings.Formats;

/// <summary>Names, files, secrets and free text.</summary>
internal static class PlainFormats
{
    /// <summary>Long enough for a generated token, short enough for a header line.</summary>
    private const int LongestSecret = 4096;

    /// <summary>A fixed answer is a sentence or a small page; larger ones belong on a server.</summary>
    private const int LongestBody = 64 * 1024;

    /// <summary>PATH_MAX of Linux.</summary>
    private const int LongestPath = 4096;

    public static readonly TextFormat Name = new("a name of letters, digits, \".\", \"_\" and \"-\", at most 64 long", ReadName)
    {
        Example = "app",
        Pattern = "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$",
    };

    public static readonly TextFormat File = new("the path of a file", ReadPath) { Example = "/etc/goodgate/cert.pem", IsPath = true };

    public static readonly TextFormat Directory = new("the path of a directory", ReadPath) { Example = "/etc/goodgate/pages", IsPath = true };

    public static readonly TextFormat DataFolder = Directory with { Example = "/var/lib/goodgate" };

    public static readonly TextFormat ServerFolder = new("the absolute path of a folder, without a slash at its end", ReadServerFolder) { Example = "/var/www/html" };

    public static readonly TextFormat ScriptName = new("a path that begins with a slash and ends in a file's name", ReadScriptName) { Example = "/index.php" };

    public static readonly TextFormat LogFile = new("the path of a file, or - for standard output", ReadPath)
    {
        Example = "/var/log/goodgate/access.log",
        IsPath = true,
    };

    public static readonly TextFormat Body = new("text of at most 64 KiB", text => text.Length <= LongestBody ? TextReading.Good(text) : TextReading.Bad("is too long"))
    {
        Example = "Back at noon.",
        IsFree = true,
    };

    public static readonly TextFormat Password = new("text of at most 4096 characters", ReadSecret) { Example = "${PASSWORD}", IsFree = true };

    public static readonly TextFormat Token = new("visible ASCII characters without spaces, at most 4096", ReadToken) { Example = "${ADMIN_TOKEN}" };

    private static TextReading ReadName(string text) =>
        text.Length is > 0 and <= 64 && char.IsAsciiLetterOrDigit(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-')
            ? TextReading.Good(text)
            : TextReading.Bad("is not a name");

    private static TextReading ReadPath(string text) =>
        text.Length is 0 or > LongestPath ? TextReading.Bad("is empty or too long") : TextReading.Good(text);

    /// <summary>It is a path on the server, which may be another machine: nothing of it is looked up here.</summary>
    private static TextReading ReadServerFolder(string text) =>
        !text.StartsWith('/') ? TextReading.Bad("is no absolute path", text.Length > 0 ? "/" + text : null)
        : text.Length > LongestPath ? TextReading.Bad("is too long")
        : text.EndsWith('/') ? TextReading.Bad("ends in a slash", text.Length > 1 ? text.TrimEnd('/') : null)
        : TextReading.Good(text);

    private static TextReading ReadScriptName(string text) =>
        !text.StartsWith('/') ? TextReading.Bad("does not begin with a slash", text.Length > 0 ? "/" + text : null)
        : text.EndsWith('/') || text.Length > LongestPath || text.Split('/').Contains("..") ? TextReading.Bad("names no file below the root")
        : TextReading.Good(text);

    private static TextReading ReadSecret(string text) =>
        text.Length is 0 or > LongestSecret ? TextReading.Bad("is empty or too long") : TextReading.Good(text);

    /// <summary>It travels in an Authorization field; RFC 6750 §2.1 allows fewer characters still.</summary>
    private static TextReading ReadToken(string text) =>
        text.Length is 0 or > LongestSecret ? TextReading.Bad("is empty or too long")
        : text.All(c => c is > ' ' and <= '~') ? TextReading.Good(text)
        : TextReading.Bad("holds spaces or characters outside ASCII");
}
