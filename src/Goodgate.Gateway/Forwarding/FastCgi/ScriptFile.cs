using Goodgate.Gateway.Exchanges;

namespace Goodgate.Gateway.Forwarding.FastCgi;

/// <summary>Compares the path that PHP-FPM could not use with what this machine has. FPM may see other files: a chroot, a container, other rights.</summary>
internal static class ScriptFile
{
    /// <summary>True when the root is there and the script is not: nobody's fault but the one's who asked for it.</summary>
    public static bool IsPlainlyMissing(ScriptTarget? script) => script is not null && Directory.Exists(script.Root) && !File.Exists(script.File);

    /// <summary>What is there and what is not, in one sentence.</summary>
    public static string Compare(ScriptTarget? script)
    {
        if (script is null)
        {
            return "PHP-FPM does not find the script";
        }

        var path = script.File;
        return File.Exists(path) ? $"{path} exists here, but PHP-FPM does not find it or may not read it: its user, a chroot, or a container with the files elsewhere"
            : Directory.Exists(script.Root) ? $"{path} does not exist; its folder below {script.Root} ends at {Deepest(path)}"
            : $"{script.Root} does not exist on this machine; {Deepest(script.Root)} does";
    }

    private static string Deepest(string path)
    {
        var folder = Path.GetDirectoryName(path);
        while (folder is { Length: > 1 } && !Directory.Exists(folder))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? "/";
    }
}
