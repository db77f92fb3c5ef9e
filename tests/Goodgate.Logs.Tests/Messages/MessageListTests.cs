using Goodgate.Verdicts.Catalogue;

namespace Goodgate.Logs.Tests.Messages;

/// <summary>Whatever the manuals and sources of the other gateways list is known here, and judged as the cause it stands for.</summary>
public sealed class MessageListTests
{
    /// <summary>The lists may only grow.</summary>
    private const int Fewest = 800;

    public static TheoryData<string> Titles => [.. MessageList.All.Select(list => list.Title)];

    [Theory]
    [MemberData(nameof(Titles))]
    public void Each_entry_is_judged_as_its_cause(string title) => MessageList.All.First(list => list.Title == title).Entries
        .Where(one => !one.Causes.Contains(Judged.Cause(one.Text))).Select(one => $"expected {string.Join(" or ", one.Causes)}, judged {Judged.Cause(one.Text)}: {one.Text}").ShouldBeEmpty();

    [Fact]
    public void The_lists_are_whole_and_name_causes_of_the_catalogue()
    {
        var entries = MessageList.All.SelectMany(list => list.Entries).ToList();
        entries.Count.ShouldBeGreaterThanOrEqualTo(Fewest);
        entries.SelectMany(one => one.Causes).Where(cause => cause != "none" && Causes.Find(cause) is null).Distinct().ShouldBeEmpty();
        entries.GroupBy(one => one.Text).Where(group => group.Count() > 1 && group.Key.Contains("23:26:54", StringComparison.Ordinal)).Select(group => group.Key).Distinct().Count().ShouldBeLessThan(5);
    }
}
