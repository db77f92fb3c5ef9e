using System.Globalization;
using Goodgate.Gateway.Files.Disk;
using Goodgate.Gateway.Fpm.Sizing;

namespace Goodgate.Gateway.Upstreams.UnixSockets;

/// <summary>Who connects.</summary>
/// <param name="User">Effective user id.</param>
/// <param name="Groups">Effective group and the others.</param>
/// <param name="IsPrivileged">True when permissions do not bind it (CAP_DAC_OVERRIDE).</param>
public sealed record Caller(uint User, IReadOnlyList<uint> Groups, bool IsPrivileged)
{
    // linux/capability.h
    private const int OverrideBit = 1;

    // As many groups as fit a sentence.
    private const int MostGroups = 5;

    /// <summary>This process (proc_pid_status(5)).</summary>
    public static Caller OfProcess()
    {
        var lines = ProcFile.Text("/proc/self/status").Split('\n').Select(line => line.Split((char[])['\t', ' '], StringSplitOptions.RemoveEmptyEntries)).Where(parts => parts.Length > 0)
            .DistinctBy(parts => parts[0]).ToDictionary(parts => parts[0], parts => parts[1..], StringComparer.Ordinal);
        var capabilities = lines.TryGetValue("CapEff:", out var set) && set.Length == 1 && ulong.TryParse(set[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var bits) ? bits : 0;
        return new Caller(
            Numbers(lines, "Uid:").ElementAtOrDefault(1),
            [.. Numbers(lines, "Gid:").Skip(1).Take(1).Concat(Numbers(lines, "Groups:")).Distinct()],
            (capabilities >> OverrideBit & 1) == 1);
    }

    /// <summary>The three bits of permission that bind it for a file.</summary>
    /// <remarks>The narrowest class alone decides (path_resolution(7)): an owner whom the mode denies gains nothing by its group.</remarks>
    internal int Bits(FileStat file) => IsPrivileged ? 7
        : file.User == User ? file.Permissions >> 6 & 7
        : Groups.Contains(file.Group) ? file.Permissions >> 3 & 7
        : file.Permissions & 7;

    /// <summary><c>www-data (group www-data)</c>.</summary>
    internal string Named(AccountNames names) => $"{names.User(User)} ({(Groups.Count == 1 ? "group" : "groups")} {string.Join(", ", Groups.Take(MostGroups).Select(names.Group))})";

    private static List<uint> Numbers(Dictionary<string, string[]> lines, string name) =>
        [.. (lines.GetValueOrDefault(name) ?? []).Select(text => uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0)];
}
