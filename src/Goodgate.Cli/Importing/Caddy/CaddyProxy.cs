using Goodgate.Cli.Importing.Reading;

namespace Goodgate.Cli.Importing.Caddy;

/// <summary>One <c>reverse_proxy</c> or <c>php_fastcgi</c>.</summary>
internal sealed class CaddyProxy
{
    public CaddyProxy(Directive directive)
    {
        Directive = directive;
        Matcher = directive.Words.Count > 1 && directive.Words[1] is { Text: ['@', ..] or ['/', ..] or "*", Quoted: false } word ? word.Text : null;

        // A path that is a socket is written unix//run/x.sock, so what begins with a slash is a matcher.
        var own = directive.Arguments.Skip(Matcher is null ? 0 : 1);
        Servers = [.. own.Concat(directive.Named("to").SelectMany(to => to.Arguments)).Select(to => Parse(to.Text))];
    }

    public Directive Directive { get; }

    /// <summary>The matcher written in front; null when there is none.</summary>
    public string? Matcher { get; }

    public bool IsPhp => Directive.Name == "php_fastcgi";

    public IReadOnlyList<Target> Servers { get; }

    /// <summary>The site it stands in.</summary>
    public Directive Site => Directive.Outward().Last(one => one.Parent is not null);

    /// <summary>The <c>transport</c> block.</summary>
    public Directive? Transport => Directive.Last("transport");

    public bool UsesTls => Servers.Any(server => server.Scheme == "https") || Transport?.Inner.Exists(one => one.Name.StartsWith("tls", StringComparison.Ordinal)) == true;

    public bool IsHttp => !IsPhp && Transport?.Argument(0) is null or "" or "http";

    /// <summary>A time of a setting of its own or of its transport; null when it is not set.</summary>
    public (Directive Set, TimeSpan Time)? Time(string name) =>
        (Directive.Last(name) ?? Transport?.Last(name)) is { } set && Spans.Seconds(set.Argument(0)) is { } time ? (set, time) : null;

    /// <summary>The Host it sends; null when it is the visitor's.</summary>
    public Directive? Host => Directive.Named("header_up").LastOrDefault(one => one.Argument(0).Equals("Host", StringComparison.OrdinalIgnoreCase) && one.Count == 2);

    private static Target Parse(string to) => to.StartsWith("unix/", StringComparison.Ordinal)
        ? new Target("", "", null, Socket(to[5..]), "")
        : Target.Parse(to.StartsWith(':') ? "localhost" + to : to);

    // "unix//run/x.sock|0222": rights behind the path.
    private static string Socket(string path) => path.Split('|')[0];
}
