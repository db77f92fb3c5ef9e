using Goodgate.Cli.Importing;
using Goodgate.Verdicts.Catalogue;

namespace Goodgate.Cli.Tests.Importing;

/// <summary>Each rule finds what it is for, where it stands, and is silent about what is right.</summary>
public sealed class ImportRuleTests
{
    public static TheoryData<string, string> Rules => ImportSamples.Rules;

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_bad_file_is_told_at_its_lines_and_by_no_other_rule(string system, string rule)
    {
        var text = ImportSamples.Text(system, rule + ".bad");
        var found = ImportSamples.Import(system, text).Findings;
        found.Select(one => (one.Rule, one.Place.Line)).ShouldBe(ImportSamples.Marked(text).Select(line => (rule, line)));
        found.ShouldNotBeEmpty();
        found.ShouldAllBe(one => one.What.Length > 0 && one.Better.Length > 0 && one.Why.Length > 20 && one.Place.Column > 0);
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_good_file_has_nothing(string system, string rule) =>
        ImportSamples.Import(system, ImportSamples.Text(system, rule + ".good")).Findings.Select(one => one.ToString()).ShouldBeEmpty();

    [Fact]
    public void Every_sample_belongs_to_a_rule() => ImportSamples.All.Select(one => (one.System, Path.GetFileNameWithoutExtension(one.Path))).Distinct()
        .ShouldBe(ForeignSystem.All.SelectMany(system => system.Rules.Order(StringComparer.Ordinal).Select(rule => (system.Name, rule))), ignoreOrder: true);

    [Fact]
    public void Every_cause_named_is_in_the_catalogue() => ImportSamples.All
        .SelectMany(one => ImportSamples.Import(one.System, ImportSamples.Text(one.System, Path.GetFileName(one.Path))).Findings)
        .SelectMany(finding => finding.Causes).Distinct(StringComparer.Ordinal).Where(id => Causes.Find(id) is null).ShouldBeEmpty();

    [Fact]
    public void Names_of_rules_are_kebab_case_and_told_once_a_system()
    {
        foreach (var system in ForeignSystem.All)
        {
            system.Rules.Distinct(StringComparer.Ordinal).Count().ShouldBe(system.Rules.Count);
            system.Rules.ShouldAllBe(rule => rule.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'));
        }
    }
}
