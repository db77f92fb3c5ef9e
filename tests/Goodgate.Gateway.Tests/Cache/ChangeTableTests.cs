using Goodgate.Gateway.Cache.Fetching;

namespace Goodgate.Gateway.Tests.Cache;

/// <summary>What has changed since a page was asked for.</summary>
public sealed class ChangeTableTests
{
    [Fact]
    public void A_change_counts_for_what_was_asked_before_it()
    {
        var table = new ChangeTable();
        var before = table.Last;
        table.HasSince("http://a.test/", before).ShouldBeFalse();
        table.Note("http://a.test/");
        table.HasSince("http://a.test/", before).ShouldBeTrue();
        table.HasSince("http://a.test/", table.Last).ShouldBeFalse();
    }

    [Fact]
    public void What_others_change_is_nothing_to_a_page_until_it_cannot_be_told_any_more()
    {
        var table = new ChangeTable();
        for (var i = 0; i < 32 * 1024; i++)
        {
            table.Note($"http://a.test/{i % 1000}");
        }

        table.HasSince("http://a.test/", 0).ShouldBeFalse();
        table.HasSince("http://a.test/999", 0).ShouldBeTrue();
        table.Note("http://b.test/");
        table.HasSince("http://a.test/", 0).ShouldBeTrue();
        table.HasSince("http://a.test/", 1).ShouldBeFalse();
    }

    [Fact]
    public void Many_questions_at_once_get_the_same_answers()
    {
        var table = new ChangeTable();
        table.Note("http://a.test/0");
        var before = table.Last;
        table.Since(before).ShouldBeNull("nothing has changed");
        table.Note("http://a.test/1");
        var since = table.Since(before).ShouldNotBeNull();
        (since("http://a.test/0"), since("http://a.test/1")).ShouldBe((false, true));
        for (var i = 0; i < 32 * 1024; i++)
        {
            table.Note("http://b.test/");
        }

        table.Since(before).ShouldNotBeNull()("http://a.test/0").ShouldBeTrue("it cannot be told any more");
    }

    [Fact]
    public async Task From_any_thread_the_last_one_stays()
    {
        var table = new ChangeTable();
        var tasks = Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 10_000; i++)
            {
                var before = table.Last;
                table.Note("k");
                table.HasSince("k", before).ShouldBeTrue();
            }
        }));
        await Task.WhenAll(tasks);
        table.HasSince("k", table.Last - 1).ShouldBeTrue();
    }
}
