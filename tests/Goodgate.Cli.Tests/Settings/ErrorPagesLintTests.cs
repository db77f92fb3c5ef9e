using Goodgate.Cli.Settings;

namespace Goodgate.Cli.Tests.Settings;

public sealed class ErrorPagesLintTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("goodgate-pages-").FullName;

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Fact]
    public void Good_pages_are_not_spoken_of()
    {
        File.WriteAllText(Path.Combine(directory, "5xx.de.html"), "<p>Gleich wieder da.");
        File.WriteAllText(Path.Combine(directory, "502.html"), "<p>Back soon.");

        Warnings().ShouldBeEmpty();
    }

    [Fact]
    public void A_page_that_is_never_shown_is_named_beside_good_ones()
    {
        File.WriteAllText(Path.Combine(directory, "502.html"), "<p>Back soon.");
        File.WriteAllText(Path.Combine(directory, "error502.html"), "<p>Back soon.");

        var warning = Warnings().Single();
        warning.Rule.ShouldBe("error-pages");
        warning.Message.ShouldContain("error502.html");
    }

    [Theory]
    [InlineData("503.html", "5xx.html is shown in its place")]
    [InlineData("503.de.html", "5xx.html is shown in its place")]
    [InlineData("404.html", "the built-in page is shown in its place")]
    public void A_page_that_cannot_be_read_is_named_with_what_is_shown_instead(string name, string replacement)
    {
        File.WriteAllText(Path.Combine(directory, "5xx.html"), "<p>Back soon.");
        File.WriteAllText(Path.Combine(directory, name), "<p>Back soon.\n<p>{{reqest_id}}");

        var message = Warnings().ShouldHaveSingleItem().Message;
        message.ShouldContain($"{Path.Combine(directory, name)}: line 2: unknown placeholder {{{{reqest_id}}}}");
        message.ShouldContain(replacement);
    }

    private IReadOnlyList<SettingsProblem> Warnings()
    {
        var result = SettingsFile.Parse($"sites: {{ main: {{ hosts: [example.com], error_pages: {directory}, routes: [{{ respond: {{}} }}] }} }}", "f", Samples.Environment);
        return SettingsLint.Check(result.Settings!, result.Effective);
    }
}
