namespace Goodgate.Gateway.Fpm.Files;

/// <summary>A directive FPM knows.</summary>
/// <param name="Name"><c>pm.max_children</c>.</param>
/// <param name="Kind">What its value may be.</param>
/// <param name="Default">The value in force when it is absent; empty = none.</param>
public sealed record FpmDirective(string Name, FpmValueKind Kind, string Default = "");
