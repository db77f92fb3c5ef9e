using System.Globalization;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Gateway.Upstreams.UnixSockets;

/// <summary>Names of users and groups, from /etc/passwd and /etc/group. What a directory service knows is shown as a number.</summary>
internal sealed class AccountNames
{
    // Far more than local accounts are; a file with more is not searched to the end.
    private const int MostLines = 5000;
    private const int LongestName = 64;

    private readonly Dictionary<uint, string> _users = Read("/etc/passwd");
    private readonly Dictionary<uint, string> _groups = Read("/etc/group");

    public string User(uint id) => _users.GetValueOrDefault(id) ?? $"user {id}";

    public string Group(uint id) => _groups.GetValueOrDefault(id) ?? $"group {id}";

    // name:password:id:…
    private static Dictionary<uint, string> Read(string path)
    {
        var names = new Dictionary<uint, string>();
        try
        {
            foreach (var line in File.ReadLines(path).Take(MostLines))
            {
                if (line.Split(':') is [{ Length: > 0 } name, _, var id, ..] && uint.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                {
                    names.TryAdd(number, Evidence.Printable(name, LongestName));
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Numbers serve as well.
        }

        return names;
    }
}
