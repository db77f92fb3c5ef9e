using System.Text;
using Goodgate.Cli.Commands;

namespace Goodgate.Cli.Running;

/// <summary>Tells by its command line whether a process is a gateway that runs with a settings file (proc(5)).</summary>
internal static class RunningGateway
{
    // A command line of ours is a path or two; one longer than this is not ours.
    private const int Longest = 8 * 1024;

    private const string Program = "goodgate";

    /// <summary>True when the process is one.</summary>
    /// <param name="process">The process.</param>
    /// <param name="file">The settings file; an absolute path.</param>
    /// <param name="session">Gives the command line's grammar.</param>
    public static bool Is(int process, string file, Session session)
    {
        try
        {
            return SettingsFileOf(Arguments(process), session) is { } typed && Path.GetFullPath(typed, Folder(process, typed)) == file;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // It has ended, or is not ours to look at.
            return false;
        }
    }

    /// <summary>True when any process is one.</summary>
    public static bool Exists(string file, Session session) => OperatingSystem.IsLinux() && PortOwner.Processes().Any(process => Is(process, file, session));

    /// <summary>The settings file a command line names; null when it is none of a gateway, or names none.</summary>
    /// <param name="arguments">The program first.</param>
    /// <param name="session">Gives the grammar.</param>
    internal static string? SettingsFileOf(IReadOnlyList<string> arguments, Session session)
    {
        // "dotnet goodgate.dll run" as well.
        var program = arguments.Take(2).TakeWhile(one => Path.GetFileNameWithoutExtension(one) != Program).Count();
        if (program >= Math.Min(arguments.Count, 2) || arguments.ElementAtOrDefault(program + 1) != "run")
        {
            return null;
        }

        var parsed = RunCommand.Create(session).Parse([.. arguments.Skip(program + 2)]);
        return parsed.GetValue<string?>("--config")
            ?? (parsed.GetValue<string[]>("--to") is { Length: > 0 } || parsed.GetValue<string?>("--root") is not null ? null : RunSettings.UsualFile);
    }

    private static string[] Arguments(int process)
    {
        using var line = File.OpenRead($"/proc/{process}/cmdline");
        var bytes = new byte[Longest];
        var length = line.ReadAtLeast(bytes, Longest, throwOnEndOfStream: false);
        return length == 0 || length == Longest ? [] : Encoding.UTF8.GetString(bytes, 0, length).TrimEnd('\0').Split('\0');
    }

    private static string Folder(int process, string typed) => Path.IsPathRooted(typed) ? "/" : new FileInfo($"/proc/{process}/cwd").LinkTarget ?? throw new IOException("not to be seen");
}
