namespace Goodgate.Gateway.Admin;

/// <summary>What the operator calls the settings of the admin port: a settings file has them, or a command's options.</summary>
/// <param name="Listen">The address: <c>admin.listen:</c>, <c>--admin</c>.</param>
/// <param name="Token">The token, and where it is set: <c>admin.token in the settings</c>.</param>
public sealed record AdminNames(string Listen, string Token)
{
    /// <summary>Those of the settings file.</summary>
    public static AdminNames OfSettings { get; } = new("admin.listen:", "admin.token in the settings");
}
