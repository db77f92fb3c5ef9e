namespace Goodgate.Comparison.Results;

/// <summary>The generated parts of docs/benchmark.md.</summary>
public static class ResultPage
{
    /// <summary>Replaces what stands between the marks of a command.</summary>
    /// <param name="path">The page.</param>
    /// <param name="command">The command, as the marks name it.</param>
    /// <param name="results">What takes the place of the last run's.</param>
    /// <exception cref="BenchmarkException">The marks are not there.</exception>
    public static void Update(string path, string command, string results)
    {
        var (beginMark, endMark) = ($"<!-- written by {command}: begin -->\n", $"<!-- written by {command}: end -->");
        var page = File.Exists(path) ? File.ReadAllText(path) : "";
        var begin = page.IndexOf(beginMark, StringComparison.Ordinal);
        var end = page.IndexOf(endMark, StringComparison.Ordinal);
        if (begin < 0 || end < begin)
        {
            throw new BenchmarkException($"{path} lacks the lines \"{beginMark.Trim()}\" and \"{endMark}\", between which the results go");
        }

        File.WriteAllText(path, $"{page[..(begin + beginMark.Length)]}\n{results}\n\n{page[end..]}");
        Console.Error.WriteLine($"wrote {path}");
    }
}
