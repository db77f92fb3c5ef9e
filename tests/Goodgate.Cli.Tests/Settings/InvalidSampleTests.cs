using Goodgate.Cli.Settings;

namespace Goodgate.Cli.Tests.Settings;

/// <summary>One file per rule, named after it; its first lines say every error the reader must give, and no other.</summary>
public sealed class InvalidSampleTests
{
    public static TheoryData<string> Names => Samples.Names("invalid");

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_error_of_the_sample_is_told_and_no_other(string name)
    {
        var path = Samples.PathOf("invalid", name);
        var result = SettingsFile.Read(path, Samples.Environment);

        result.Settings.ShouldBeNull();
        result.Problems.Select(p => Samples.Text(p, path)).ShouldBe(Samples.Expected(path));
        result.Problems.ShouldAllBe(p => p.Severity == ProblemSeverity.Error);
    }
}
