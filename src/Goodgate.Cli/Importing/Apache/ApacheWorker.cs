using Goodgate.Cli.Importing.Reading;

namespace Goodgate.Cli.Importing.Apache;

/// <summary>One server that requests are sent to: a <c>ProxyPass</c>, a <c>ProxyPassMatch</c> or a <c>BalancerMember</c>.</summary>
/// <param name="line">The directive.</param>
/// <param name="index">Which argument is the address.</param>
/// <param name="path">Path or pattern that is matched; null for a member of a balancer.</param>
internal sealed class ApacheWorker(Directive line, int index, string? path)
{
    public Directive Line { get; } = line;

    public string Url { get; } = line.Argument(index);

    public string? Path { get; } = path;

    /// <summary>Where it leads; of <c>unix:/path|fcgi://name</c> the socket with that scheme.</summary>
    public Target Target { get; } = Parse(line.Argument(index));

    public bool IsBalancer => Target.Scheme == "balancer";

    public bool IsMember => Line.Name == "balancermember";

    public bool IsPattern => Line.Name == "proxypassmatch" || Line.Parent!.Name == "locationmatch" || Line.Parent.Argument(0) == "~";

    /// <summary>A parameter of the line, or of a <c>ProxySet</c> beside it, its name in any case; null when it is not set.</summary>
    public string? Value(string key) => Of(Line.Arguments.Skip(index + 1), key)
        ?? (IsMember ? null : Line.Parent!.Named("proxyset").Select(set => Of(set.Arguments, key)).LastOrDefault(found => found is not null));

    public bool IsOn(string key) => "on".Equals(Value(key), StringComparison.OrdinalIgnoreCase);

    private static string? Of(IEnumerable<Word> words, string key) => words.Select(word => word.Text.Split('=', 2))
        .LastOrDefault(parts => parts.Length == 2 && parts[0].Equals(key, StringComparison.OrdinalIgnoreCase))?[1];

    private static Target Parse(string url)
    {
        var bar = url.StartsWith("unix:", StringComparison.OrdinalIgnoreCase) ? url.IndexOf('|') : -1;
        return bar < 0 ? Target.Parse(url) : Target.Parse(url[(bar + 1)..]) with { Socket = url[5..bar], Host = "" };
    }
}
