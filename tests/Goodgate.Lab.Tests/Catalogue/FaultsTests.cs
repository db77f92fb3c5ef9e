using System.Reflection;
using System.Text.RegularExpressions;
using Goodgate.Lab.Catalogue;
using Goodgate.Lab.Tests.Connections;
using Goodgate.Verdicts.Catalogue;

namespace Goodgate.Lab.Tests.Catalogue;

public sealed class FaultsTests
{
    private static readonly string[] Causes =
        [.. typeof(CauseIds).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetRawConstantValue()!)];

    [Fact]
    public void Every_fault_is_proven_on_the_wire()
    {
        var proven = typeof(FaultsTests).Assembly.GetTypes()
            .SelectMany(t => t.GetMethods())
            .SelectMany(m => m.GetCustomAttribute<ProvesAttribute>()?.Faults ?? [])
            .Concat(WireProofs.Begins.Keys)
            .Concat(WireProofs.Holds.Keys)
            .Distinct();
        proven.Order(StringComparer.Ordinal).ShouldBe(Faults.All.Select(f => f.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_cause_is_played_or_says_why_not()
    {
        var played = Faults.All.Select(f => f.CauseId).OfType<string>().Distinct().ToList();
        played.Intersect(Faults.NotPlayed.Keys).ShouldBeEmpty();
        played.Concat(Faults.NotPlayed.Keys).Order(StringComparer.Ordinal).ShouldBe(Causes.Order(StringComparer.Ordinal));
        Faults.NotPlayed.Values.ShouldAllBe(reason => reason.EndsWith('.'));
    }

    [Fact]
    public void Each_played_cause_has_a_principal_fault_and_variants_named_after_it()
    {
        foreach (var group in Faults.All.Where(f => f.CauseId is not null).GroupBy(f => f.CauseId!))
        {
            group.Select(f => f.Name).ShouldContain(group.Key);
            group.ShouldAllBe(f => f.Name == group.Key || f.Name.StartsWith(group.Key + "-"));
            Faults.Find(group.Key)!.CauseId.ShouldBe(group.Key);
        }
    }

    [Fact]
    public void Names_are_unique_kebab_case_and_titles_are_one_plain_line()
    {
        Faults.All.Select(f => f.Name).ShouldBeUnique();
        foreach (var fault in Faults.All)
        {
            Regex.IsMatch(fault.Name, "^[a-z][a-z0-9]*(-[a-z0-9]+)*$", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).ShouldBeTrue(fault.Name);
            fault.Title.ShouldEndWith(".");
            fault.Title.ShouldNotContain("\n");
            fault.Title.Length.ShouldBeLessThan(130, fault.Name);
        }
    }

    [Fact]
    public void A_fault_that_needs_a_timeout_expects_504_and_an_oddity_no_gateway_error()
    {
        Faults.All.Where(f => f.Speed.Timeout is not null).ShouldAllBe(f => f.ExpectedStatus == 504);
        Faults.All.Where(f => f.CauseId is null).ShouldAllBe(f => f.ExpectedStatus < 500);
    }

    [Theory]
    [InlineData("connect-refused")]
    [InlineData("CONNECT-REFUSED")]
    public void A_fault_is_found_by_its_name(string name) => Faults.Find(name)!.CauseId.ShouldBe(CauseIds.ConnectRefused);

    [Fact]
    public void An_unknown_name_finds_nothing() => Faults.Find("connect").ShouldBeNull();
}
