using Goodgate.Cli.Importing.Reading;

namespace Goodgate.Cli.Importing.Nginx;

/// <summary>One directive that hands requests on, such as <c>proxy_pass</c>.</summary>
internal sealed class NginxPass(Directive directive, NginxConfig config)
{
    public Directive Directive { get; } = directive;

    /// <summary>The block it stands in.</summary>
    public Directive Scope => Directive.Parent!;

    /// <summary><c>proxy</c>, <c>fastcgi</c>, <c>uwsgi</c>, <c>scgi</c> or <c>grpc</c>: the first word of all directives that go with it.</summary>
    public string Protocol { get; } = directive.Name[..directive.Name.IndexOf('_')];

    public bool IsHttp => Protocol == "proxy";

    public Target Target { get; } = Target.Parse(directive.Argument(0));

    /// <summary>True when the address is made of variables, and looked up for each request.</summary>
    public bool HasVariable => Directive.Argument(0).Contains('$');

    /// <summary>The group of servers it names; null when it names a server.</summary>
    public Directive? Group => Target.Socket is null && Target.Port is null && !HasVariable ? config.Group(Target.Host) : null;

    /// <summary>The servers of the group, or the one it names.</summary>
    public IReadOnlyList<Target> Servers => Group is { } group ? [.. group.Named("server").Select(one => Target.Parse(one.Argument(0)))] : [Target];

    /// <summary>The nearest <c>location</c> it stands in, other than a named one; null when there is none.</summary>
    public Directive? Location => Directive.Outward().FirstOrDefault(one => one.Name == "location");

    /// <summary>The server it stands in; null in a file of locations alone.</summary>
    public Directive? Server => Directive.Outward().FirstOrDefault(one => one.Name == "server");

    /// <summary>True when it is set to pass WebSockets on.</summary>
    public bool Upgrades => IsHttp && NginxConfig.HeaderInForce(Scope, "Upgrade") is { Text.Length: > 0 };

    /// <summary>A setting of its protocol in force here, such as <c>read_timeout</c>.</summary>
    public Directive? Setting(string name) => NginxConfig.InForce(Scope, $"{Protocol}_{name}");

    public TimeSpan Time(string name, int seconds) => NginxConfig.TimeInForce(Scope, $"{Protocol}_{name}", TimeSpan.FromSeconds(seconds));

    /// <summary>Whether it stands in a block, at any depth.</summary>
    public bool Outward(Directive block) => Directive.Outward().Contains(block);
}
