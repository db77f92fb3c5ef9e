using System.Globalization;
using System.Net;

namespace Goodgate.Wire.Dns;

/// <summary>
/// A resolver's configuration (resolv.conf(5)). Unknown keywords and options are other programs' business; lines that should mean
/// something to us and do not are left out and counted. Defaults and limits are those of glibc's resolv.h.
/// </summary>
public sealed record ResolvConf
{
    /// <summary>MAXNS: further nameserver lines are left out, as the C library does.</summary>
    public const int MaxNameservers = 3;

    /// <summary>Most search domains; Kubernetes allows 32 (glibc before 2.26: 6).</summary>
    public const int MaxSearch = 32;

    private const int MaxNdots = 15;
    private const int MaxTimeoutSeconds = 30;
    private const int MaxAttempts = 5;

    /// <summary>Servers in the file's order; empty = the file names none.</summary>
    public IReadOnlyList<ResolvConfNameserver> Nameservers { get; init; } = [];

    /// <summary>Domains tried after a short name; of several <c>search</c> or <c>domain</c> lines the last counts.</summary>
    public IReadOnlyList<string> Search { get; init; } = [];

    /// <summary>Dots a name needs to be tried as it stands first.</summary>
    public int Ndots { get; init; } = 1;

    /// <summary>Time one server gets.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Times each server is asked.</summary>
    public int Attempts { get; init; } = 2;

    /// <summary>Begin with another server each time.</summary>
    public bool Rotate { get; init; }

    /// <summary>Lines left out.</summary>
    public int BadLines { get; init; }

    /// <summary>Reads a whole file.</summary>
    public static ResolvConf Parse(ReadOnlySpan<char> text)
    {
        var conf = new ResolvConf();
        foreach (var line in text.EnumerateLines())
        {
            var trimmed = line.Trim();
            if (!trimmed.IsEmpty && trimmed[0] is not ('#' or ';'))
            {
                conf = conf.WithLine(Words(trimmed));
            }
        }

        return conf;
    }

    /// <summary>Words up to the first that starts a comment.</summary>
    private static List<string> Words(ReadOnlySpan<char> line)
    {
        var words = new List<string>();
        foreach (var range in line.SplitAny(' ', '\t'))
        {
            var word = line[range];
            if (!word.IsEmpty && word[0] is '#' or ';')
            {
                break;
            }

            if (!word.IsEmpty)
            {
                words.Add(word.ToString());
            }
        }

        return words;
    }

    private ResolvConf WithLine(List<string> words) => words[0] switch
    {
        "nameserver" => WithNameserver(words),
        "search" => WithSearch(words[1..]),
        "domain" => WithSearch(words[1..Math.Min(2, words.Count)]),
        "options" => words[1..].Aggregate(this, (conf, option) => conf.WithOption(option)),
        _ => this,
    };

    private ResolvConf WithNameserver(List<string> words)
    {
        if (Nameservers.Count == MaxNameservers || words.Count < 2 || !IpLiteral.TryParse(words[1], out var address, out var scope))
        {
            return WithBadLine();
        }

        return this with { Nameservers = [.. Nameservers, new ResolvConfNameserver(address, scope)] };
    }

    private ResolvConf WithSearch(List<string> domains)
    {
        // "search ." is how systemd and Docker write an empty list.
        var real = domains.Where(domain => domain != ".").ToList();
        var good = real.Where(domain => DnsName.Check(domain) == DnsNameViolation.None).Take(MaxSearch).Select(domain => domain.TrimEnd('.')).ToArray();
        var conf = this with { Search = good };
        return good.Length == real.Count && domains.Count > 0 ? conf : conf.WithBadLine();
    }

    private ResolvConf WithOption(string option)
    {
        if (option == "rotate")
        {
            return this with { Rotate = true };
        }

        var colon = option.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || option[..colon] is not ("ndots" or "timeout" or "attempts"))
        {
            return this;
        }

        if (!uint.TryParse(option.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return WithBadLine();
        }

        return option[..colon] switch
        {
            "ndots" => this with { Ndots = (int)Math.Min(number, MaxNdots) },
            "timeout" => this with { Timeout = TimeSpan.FromSeconds(Math.Clamp(number, 1, MaxTimeoutSeconds)) },
            _ => this with { Attempts = (int)Math.Clamp(number, 1, MaxAttempts) },
        };
    }

    private ResolvConf WithBadLine() => this with { BadLines = BadLines + 1 };
}

/// <summary>A <c>nameserver</c> line.</summary>
/// <param name="Address">The address; a numeric scope is in it.</param>
/// <param name="Scope">Name of the interface of a link-local address (<c>fe80::1%eth0</c>), to be looked up; null when there is none.</param>
public sealed record ResolvConfNameserver(IPAddress Address, string? Scope);
