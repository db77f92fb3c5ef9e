using System.Buffers;
using Goodgate.Cli.Importing.Reading;

namespace Goodgate.Cli.Importing.Haproxy;

/// <summary>One <c>server</c> line with what <c>default-server</c> adds.</summary>
internal sealed class HaproxyServer(Directive line, IReadOnlyList<Directive> defaults)
{
    // Keywords that stand alone; of all others the next word is the value.
    private static readonly HashSet<string> Flags = new(StringComparer.Ordinal)
    {
        "check", "ssl", "backup", "disabled", "enabled", "non-stick", "agent-check", "check-ssl", "check-send-proxy", "send-proxy", "send-proxy-v2", "send-proxy-v2-ssl", "send-proxy-v2-ssl-cn",
        "no-check", "no-ssl", "no-backup", "no-verifyhost", "no-tls-tickets", "tls-tickets", "ssl-reuse", "no-ssl-reuse", "force-tlsv10", "force-tlsv11", "force-tlsv12", "force-tlsv13", "no-sslv3",
        "no-tlsv10", "no-tlsv11", "no-tlsv12", "no-tlsv13", "tfo", "check-via-socks4", "no-agent-check", "no-check-ssl", "no-send-proxy", "no-send-proxy-v2", "allow-0rtt", "stick", "no-check-sni-auto", "no-sni-auto", "resolve-net-ignored",
    };

    private static readonly SearchValues<char> Letters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789");

    private readonly Dictionary<string, string> _options = Options(line, defaults);

    public Directive Line { get; } = line;

    public string Name => Line.Argument(0);

    /// <summary>The address as written, a prefix such as <c>ipv4@</c> taken off.</summary>
    public Target Address { get; } = Target.Parse(Plain(line.Argument(1)));

    /// <summary>A placeholder of a template that is filled from DNS.</summary>
    public bool IsTemplate => Line.Name == "server-template";

    public bool Has(string option) => _options.ContainsKey(option);

    public string? Option(string option) => _options.GetValueOrDefault(option);

    // "ipv4@", "mptcp6@" and the like say how; "unix@", "abns@" and the like that there is no host.
    private static string Plain(string address)
    {
        var at = address.IndexOf('@');
        var how = at > 0 && address.AsSpan(0, at).IndexOfAnyExcept(Letters) < 0 ? address[..at] : "";
        var plain = how.Length > 0 ? address[(at + 1)..] : address;
        return how is "unix" or "abns" or "abnsz" or "sockpair" or "rhttp" or "fd" || plain.StartsWith('/') ? "unix:" + plain : plain;
    }

    private static Dictionary<string, string> Options(Directive line, IReadOnlyList<Directive> defaults)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var one in defaults)
        {
            Add(options, one, from: 0);
        }

        Add(options, line, line.Name == "server-template" ? 3 : 2);
        return options;
    }

    private static void Add(Dictionary<string, string> options, Directive line, int from)
    {
        for (var i = from; i < line.Count; i++)
        {
            var key = line.Argument(i);
            if (key.StartsWith("no-", StringComparison.Ordinal))
            {
                options.Remove(key[3..]);
            }

            options[key] = Flags.Contains(key) ? "" : line.Argument(++i);
        }
    }
}
