using Goodgate.Cli.Settings;
using Goodgate.Cli.Settings.Lint;

namespace Goodgate.Cli.Tests.Settings;

/// <summary>One file per lint rule, named after it; its first lines say every warning that must come, and no other.</summary>
public sealed class LintSampleTests
{
    public static TheoryData<string> Names => Samples.Names("lint");

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_warning_of_the_sample_is_told_and_no_other(string name)
    {
        var path = Samples.PathOf("lint", name);
        var result = SettingsFile.Read(path, Samples.Environment);
        result.Problems.ShouldBeEmpty();
        var warnings = SettingsLint.Check(new LintSubject(result.Settings!, result.Effective, lowestFreePort: 1024));

        warnings.Select(w => Samples.Text(w, path)).ShouldBe(Samples.Expected(path));
        warnings.ShouldAllBe(w => w.Severity == ProblemSeverity.Warning && w.Rule == name);
    }

    [Fact]
    public void Every_rule_has_a_sample_named_after_it()
    {
        // These depend on a file mode, which a checkout does not keep: SecretFileTests, FilesTests and StartCheckTests prove them.
        var samples = Directory.GetFiles(Samples.Directory("lint"), "*.yaml").Select(f => Path.GetFileNameWithoutExtension(f));
        SettingsLint.Rules.Select(r => r.Name).Except(["secret-open-to-all", "root-open-to-all", "file-unreadable"]).Order(StringComparer.Ordinal).ShouldBe(samples.Order(StringComparer.Ordinal));
    }
}
