using System.Globalization;

namespace Goodgate.Gateway.Fpm.Sizing;

/// <summary>Finds the workers of a pool among this machine's processes: a full pool without <c>pm.status_listen</c> does not say who they are.</summary>
/// <param name="root">Where /proc is; another folder in tests.</param>
public sealed class WorkerSearch(string root = "/proc")
{
    // More processes than a machine has; its pids may be any numbers.
    private const int MostProcesses = 20_000;

    /// <summary>Pids of <c>php-fpm: pool NAME</c>. Two FPMs with pools of one name are not told apart.</summary>
    public IReadOnlyList<int> Of(string pool)
    {
        try
        {
            return [.. Directory.EnumerateDirectories(root).Take(MostProcesses)
                .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? pid : 0)
                .Where(pid => pid > 0 && ProcFile.Text(root, pid, "cmdline").TrimEnd('\0', ' ') == $"php-fpm: pool {pool}")];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
