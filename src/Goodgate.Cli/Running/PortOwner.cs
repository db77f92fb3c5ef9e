using System.Globalization;

namespace Goodgate.Cli.Running;

/// <summary>Finds out who listens on a TCP port (proc(5)). Sees only what this user may see; bounded.</summary>
internal static class PortOwner
{
    // A machine with more processes, or a process with more files, is not searched to the end: the answer is a courtesy.
    private const int MostProcesses = 4096;
    private const int MostFiles = 4096;
    private const string Listening = "0A";

    /// <summary><c>nginx (process 1234)</c>; null when it cannot be told.</summary>
    public static string? Of(int port)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        try
        {
            var inode = Inode("/proc/net/tcp", port) ?? Inode("/proc/net/tcp6", port);
            return inode is null ? null : Process($"socket:[{inode}]");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // sl local_address rem_address st tx:rx tr:when retrnsmt uid timeout inode
    private static string? Inode(string table, int port)
    {
        var end = ":" + port.ToString("X4", CultureInfo.InvariantCulture);
        return File.Exists(table)
            ? File.ReadLines(table).Skip(1)
                .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .FirstOrDefault(row => row.Length > 9 && row[3] == Listening && row[1].EndsWith(end, StringComparison.Ordinal))?[9]
            : null;
    }

    private static string? Process(string socket)
    {
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(path => char.IsAsciiDigit(Path.GetFileName(path)[0])).Take(MostProcesses))
        {
            if (Holds(folder, socket))
            {
                var name = File.ReadAllText(Path.Combine(folder, "comm")).Trim();
                return $"{Verdicts.Judging.Evidence.Printable(name, 32)} (process {Path.GetFileName(folder)})";
            }
        }

        return null;
    }

    private static bool Holds(string folder, string socket)
    {
        try
        {
            return Directory.EnumerateFileSystemEntries(Path.Combine(folder, "fd")).Take(MostFiles).Any(file => new FileInfo(file).LinkTarget == socket);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
