using System.Globalization;
using Goodgate.Gateway.Fpm.Sizing;

namespace Goodgate.Gateway.Fpm.Access;

/// <summary>Who connects.</summary>
/// <param name="User">Effective user id.</param>
/// <param name="Groups">Effective group and the others.</param>
/// <param name="IsPrivileged">True when permissions do not bind it (CAP_DAC_OVERRIDE).</param>
public sealed record Caller(uint User, IReadOnlyList<uint> Groups, bool IsPrivileged)
{
    // linux/capability.h
    private const int OverrideBit = 1;

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
    internal int Bits(int mode, uint user, uint group) => IsPrivileged ? 7 : user == User ? mode >> 6 & 7 : Groups.Contains(group) ? mode >> 3 & 7 : mode & 7;

    private static List<uint> Numbers(Dictionary<string, string[]> lines, string name) =>
        [.. (lines.GetValueOrDefault(name) ?? []).Select(text => uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0)];
}
