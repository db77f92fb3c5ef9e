namespace Goodgate.House;

/// <summary>The repository's own files, as the House sees them.</summary>
internal static class Sources
{
    /// <summary>Folder with Goodgate.slnx.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>C# files of the product.</summary>
    public static IReadOnlyList<SourceFile> Product { get; } = Read("src");

    /// <summary>C# files of product, tests and benchmarks.</summary>
    public static IReadOnlyList<SourceFile> All { get; } = [.. Product, .. Read("tests"), .. Read("bench")];

    /// <summary>Reads <c>exceptions.txt</c>: lines <c>rule path-or-type reason</c>. An exception without a reason is none.</summary>
    public static IReadOnlyDictionary<string, string> Exceptions(string rule) => File
        .ReadLines(Path.Combine(Root, "tests/Goodgate.House/exceptions.txt"))
        .Where(line => line.StartsWith(rule + " ", StringComparison.Ordinal))
        .Select(line => line.Split(' ', 3))
        .Where(parts => parts.Length == 3 && parts[2].Length > 10)
        .ToDictionary(parts => parts[1], parts => parts[2], StringComparer.Ordinal);

    private static SourceFile[] Read(string folder) => Directory.Exists(Path.Combine(Root, folder))
        ? [.. Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(path => new SourceFile(Path.GetRelativePath(Root, path), File.ReadAllLines(path)))]
        : [];

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Goodgate.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("Goodgate.slnx not found above the tests");
    }
}

/// <summary>One file with its lines.</summary>
internal sealed record SourceFile(string Path, string[] Lines);
