namespace Goodgate.Comparison.Results;

/// <summary>The generated part of docs/benchmark.md.</summary>
public static class ResultPage
{
    private const string Begin = "<!-- written by bench/run --write: begin -->\n";
    private const string End = "<!-- written by bench/run --write: end -->";

    /// <summary>Replaces what stands between the marks.</summary>
    /// <exception cref="BenchmarkException">The marks are not there.</exception>
    public static void Update(string path, string results)
    {
        var page = File.Exists(path) ? File.ReadAllText(path) : "";
        var begin = page.IndexOf(Begin, StringComparison.Ordinal);
        var end = page.IndexOf(End, StringComparison.Ordinal);
        if (begin < 0 || end < begin)
        {
            throw new BenchmarkException($"{path} lacks the lines \"{Begin.Trim()}\" and \"{End}\", between which the results go");
        }

        File.WriteAllText(path, $"{page[..(begin + Begin.Length)]}\n{results}\n\n{page[end..]}");
        Console.Error.WriteLine($"wrote {path}");
    }
}
