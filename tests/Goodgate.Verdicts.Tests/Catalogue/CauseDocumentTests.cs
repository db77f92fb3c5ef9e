using Goodgate.Verdicts.Catalogue;

namespace Goodgate.Verdicts.Tests.Catalogue;

/// <summary>docs/causes.md is the generated page, and the page is sound Markdown.</summary>
public class CauseDocumentTests
{
    private const string Regenerate = "GOODGATE_REGENERATE";

    [Fact]
    public void Committed_page_is_the_generated_one()
    {
        var path = Path.Combine(RepositoryRoot(), "docs", "causes.md");
        var expected = CauseDocument.Markdown();
        if (Environment.GetEnvironmentVariable(Regenerate) == "1")
        {
            File.WriteAllText(path, expected);
        }

        var committed = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        FirstDifference(committed, expected).ShouldBeNull(
            $"docs/causes.md is not what the catalogue generates. Write it anew: {Regenerate}=1 dotnet test tests/Goodgate.Verdicts.Tests");
    }

    [Fact]
    public void Table_has_one_row_of_five_cells_per_cause()
    {
        var rows = CauseDocument.Markdown().Split('\n').Where(line => line.StartsWith("| [", StringComparison.Ordinal)).ToList();
        rows.Select(row => row[3..row.IndexOf(']', StringComparison.Ordinal)]).ShouldBe(Causes.All.Select(cause => cause.Id));
        rows.ShouldAllBe(row => row.Replace("\\|", "", StringComparison.Ordinal).Count(letter => letter == '|') == 6);
    }

    [Fact]
    public void Every_cause_has_a_section_with_its_command()
    {
        var page = CauseDocument.Markdown();
        Causes.All.ShouldAllBe(cause => page.Contains($"\n### {cause.Id}\n", StringComparison.Ordinal));
        Causes.All.ShouldAllBe(cause => page.Contains($"\n```sh\n{cause.Text.Command}\n```\n", StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_in_a_text_becomes_markup()
    {
        CauseDocument.Markdown().ShouldContain("\\<NOSRV\\>");
        CauseDocument.Markdown().ShouldContain("SQLSTATE\\[HY000\\]");
        CauseDocument.Markdown().ShouldContain("proxy_buffer_size 16k");
    }

    [Fact]
    public void Page_ends_with_one_line_end_and_has_no_trailing_blanks()
    {
        var page = CauseDocument.Markdown();
        page.ShouldEndWith("\n");
        page.ShouldNotEndWith("\n\n");
        page.Split('\n').ShouldAllBe(line => line.Length == line.TrimEnd().Length);
    }

    private static string? FirstDifference(string committed, string expected)
    {
        var (left, right) = (committed.Split('\n'), expected.Split('\n'));
        for (var i = 0; i < Math.Max(left.Length, right.Length); i++)
        {
            if (left.ElementAtOrDefault(i) != right.ElementAtOrDefault(i))
            {
                return $"line {i + 1}: '{left.ElementAtOrDefault(i)}' instead of '{right.ElementAtOrDefault(i)}'";
            }
        }

        return null;
    }

    private static string RepositoryRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Goodgate.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No folder above {AppContext.BaseDirectory} holds Goodgate.slnx; run the tests from a checkout of the repository.");
    }
}
