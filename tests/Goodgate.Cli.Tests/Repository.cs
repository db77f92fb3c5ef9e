namespace Goodgate.Cli.Tests;

/// <summary>The repository these tests were built in.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(new DirectoryInfo(AppContext.BaseDirectory));

    private static string Find(DirectoryInfo? folder) => folder is null ? throw new InvalidOperationException("no Goodgate.slnx above the tests")
        : File.Exists(Path.Combine(folder.FullName, "Goodgate.slnx")) ? folder.FullName
        : Find(folder.Parent);
}
