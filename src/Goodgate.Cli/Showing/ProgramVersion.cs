using System.Reflection;

namespace Goodgate.Cli.Showing;

/// <summary>Which build this is.</summary>
internal static class ProgramVersion
{
    // VERSION+COMMIT; the commit is put there by the SDK when it builds inside a repository.
    private static readonly string[] Parts =
        (typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0").Split('+', 2);

    public static string Number => Parts[0];

    /// <summary>Commit it was built from; null when unknown.</summary>
    public static string? Commit => Parts.Length > 1 ? Parts[1] : null;
}
