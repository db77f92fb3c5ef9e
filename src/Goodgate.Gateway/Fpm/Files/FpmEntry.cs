namespace Goodgate.Gateway.Fpm.Files;

/// <summary>One <c>name = value</c> of a file.</summary>
/// <param name="Name"><c>pm.max_children</c>; of <c>env[HOME]</c> only <c>env</c>; in lower case: FPM knows no difference.</param>
/// <param name="Index">What stands between the brackets; null when there are none.</param>
/// <param name="Value">Without quotes; <c>yes</c>, <c>on</c> and <c>true</c> are "1", <c>no</c>, <c>off</c>, <c>false</c>, <c>none</c> and <c>null</c> are "", as PHP's scanner has it.</param>
/// <param name="Place">Where it stands.</param>
public sealed record FpmEntry(string Name, string? Index, string Value, FpmPlace Place)
{
    /// <summary>False when the value holds <c>${NAME}</c>: FPM takes that from its own environment, which nobody else knows.</summary>
    public bool IsKnown { get; init; } = true;

    /// <summary><c>env[HOME]</c>.</summary>
    public string FullName => Index is null ? Name : $"{Name}[{Index}]";
}
