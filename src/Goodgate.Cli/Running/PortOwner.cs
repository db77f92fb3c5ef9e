using System.Globalization;
using System.Net;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Cli.Running;

/// <summary>Who listens on a TCP port (proc(5)), as far as this user may see it; the search is bounded.</summary>
/// <param name="Name">Name of the program, as the kernel has it.</param>
/// <param name="Process">Its process.</param>
internal sealed record PortOwner(string Name, int Process)
{
    // A machine with more processes, or a process with more files, is not searched to the end: the answer is a courtesy.
    internal const int MostProcesses = 4096;
    private const int MostFiles = 4096;

    /// <summary>Null when it cannot be told.</summary>
    /// <param name="wanted">The address that could not be had.</param>
    public static PortOwner? Of(IPEndPoint wanted)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        try
        {
            return ListenTable.Inode(wanted) is { } inode ? Holder($"socket:[{inode}]") : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary><c>nginx (process 1234)</c>.</summary>
    public override string ToString() => $"{Evidence.Printable(Name, 32)} (process {Process})";

    /// <summary>All processes there are, as far as they are looked at.</summary>
    internal static IEnumerable<int> Processes() => Directory.EnumerateDirectories("/proc")
        .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var process) ? process : 0)
        .Where(process => process > 0).Take(MostProcesses);

    private static PortOwner? Holder(string socket)
    {
        foreach (var process in Processes())
        {
            if (Holds($"/proc/{process}/fd", socket))
            {
                return new PortOwner(File.ReadAllText($"/proc/{process}/comm").Trim(), process);
            }
        }

        return null;
    }

    private static bool Holds(string files, string socket)
    {
        try
        {
            return Directory.EnumerateFileSystemEntries(files).Take(MostFiles).Any(file => new FileInfo(file).LinkTarget == socket);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
