using System.Text;
using Goodgate.Gateway.Cache;
using Goodgate.Gateway.Cache.Rules;
using Goodgate.Gateway.Cache.Storage;
using Goodgate.Gateway.Cache.Stored;
using Goodgate.Gateway.Settings;

namespace Goodgate.Gateway.Tests.Cache;

/// <summary>What is remembered of a head, and what a confirmation changes of it.</summary>
public sealed class StoredHeadTests
{
    private static readonly RouteCache On = new(new CacheSettings());

    [Fact]
    public void What_was_written_is_read()
    {
        var facts = new HeadFacts
        {
            Status = 203, Received = 1_777_000_000_123, InitialAge = 5, Lifetime = 60, WhileRevalidate = 7, IfError = -1, Flags = HeadFlags.Stated | HeadFlags.NeverStale, Vary = ["a", "b"],
        };
        var head = HeadFormat.Write(facts, "A: b\r\n"u8);
        var read = HeadFormat.Read(head, out var lines).ShouldNotBeNull();
        Encoding.ASCII.GetString(head[lines..]).ShouldBe("A: b\r\n");
        read.Vary.ShouldBe(facts.Vary);
        (read with { Vary = facts.Vary }).ShouldBe(facts);
        for (var length = 0; length < lines; length++)
        {
            HeadFormat.Read(head.AsSpan(0, length), out _).ShouldBeNull($"{length}");
        }

        HeadFormat.Read("gg2 203 1 5 60 7 -1 5 \r\n\r\n"u8, out _).ShouldBeNull();
        HeadFormat.Read("gg1 999 1 5 60 7 -1 5 \r\n\r\n"u8, out _).ShouldBeNull();
    }

    [Fact]
    public void Fields_of_the_connection_and_of_the_way_are_not_stored()
    {
        var stored = Store("Connection: x-hop|X-Hop: 1|Keep-Alive: timeout=5|Age: 3|Proxy-Authenticate: Basic|Surrogate-Control: max-age=9|Cache-Control: max-age=60, no-cache=\"x-own\"|X-Own: 1|X-Kept: 2|Content-Length: 5");
        stored.Fields.Pairs.Select(pair => pair.Key).ShouldBe(["Cache-Control", "X-Kept", "Date"]);
        stored.Facts.Lifetime.ShouldBe(9);
        stored.Age(Heads.Now.AddSeconds(10)).ShouldBe(13);
    }

    [Fact]
    public void A_confirmation_replaces_fields_but_those_of_the_content()
    {
        var stored = Store("Cache-Control: max-age=1|ETag: \"v\"|X-Old: 1|X-Both: 1|Content-Type: text/html|Set-Cookie: a=1|Date: Fri, 01 May 2026 12:00:00 GMT");
        var later = Heads.Now.AddSeconds(100);
        var made = HeadMaking.Freshened(On, stored, Heads.Response(304, "Cache-Control: max-age=90|X-Both: 2|X-Both: 3|Content-Type: text/plain|Content-Length: 0|Age: 4"), default, later, later).ShouldNotBeNull().Bytes;
        var facts = HeadFormat.Read(made, out var lines).ShouldNotBeNull();
        (facts.Status, facts.Lifetime, facts.InitialAge, facts.Received).ShouldBe((200, 90, 4, later.ToUnixTimeMilliseconds()));
        Encoding.Latin1.GetString(made[lines..]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).ShouldBe(
            ["ETag: \"v\"", "X-Old: 1", "Content-Type: text/html", "Set-Cookie: a=1", "Date: Fri, 01 May 2026 12:00:00 GMT", "Cache-Control: max-age=90", "X-Both: 2", "X-Both: 3"]);
    }

    [Theory]
    [InlineData("ETag: \"v\"", null)]
    [InlineData("Cache-Control: private", "private")]
    [InlineData("Cache-Control: private|Surrogate-Control: max-age=5", null)]
    public void A_confirmation_is_judged_as_a_response_is(string lines, string? refusal)
    {
        var stored = Store("Cache-Control: no-store|Surrogate-Control: max-age=600|ETag: \"v\"");
        HeadMaking.Freshened(On, stored, Heads.Response(304, lines), default, Heads.Now, Heads.Now).ShouldNotBeNull().Decision.Refusal.ShouldBe(refusal);
    }

    [Fact]
    public void What_a_surrogate_was_told_holds_after_a_confirmation_that_says_nothing()
    {
        var stored = Store("Cache-Control: no-cache|Surrogate-Control: max-age=600+60|ETag: \"v\"");
        (stored.Facts.Lifetime, stored.Facts.WhileRevalidate, stored.Facts.Has(HeadFlags.AlwaysAsk)).ShouldBe((600, 60, false));
        var silent = HeadFormat.Read(HeadMaking.Freshened(On, stored, Heads.Response(304, "ETag: \"v\""), default, Heads.Now, Heads.Now)!.Bytes, out _)!;
        (silent.Lifetime, silent.WhileRevalidate, silent.Flags).ShouldBe((600, 60, stored.Facts.Flags));
        var other = HeadFormat.Read(HeadMaking.Freshened(On, stored, Heads.Response(304, "Surrogate-Control: max-age=5"), default, Heads.Now, Heads.Now)!.Bytes, out _)!;
        (other.Lifetime, other.WhileRevalidate).ShouldBe((5, 0));
    }

    // What is noted on it (that its server hangs, until when it is spared) must be seen by all: one who was late makes none of his own.
    [Fact]
    public void Of_several_who_read_a_head_at_once_all_have_the_same()
    {
        var entry = Store("Cache-Control: max-age=60").Entry;
        entry = new StoredEntry("k", "", entry.Head, 5, []);
        StoredResponse? first = null;
        var late = entry.Read(head =>
        {
            first = StoredResponse.Of(entry);
            return StoredResponse.ForOne(entry, head);
        });
        late.ShouldNotBeNull().ShouldBeSameAs(first);
        StoredResponse.Of(entry).ShouldBeSameAs(first);
    }

    [Fact]
    public void Who_reads_a_head_while_it_is_replaced_leaves_nothing_to_the_next()
    {
        var entry = new StoredEntry("k", "", Store("Cache-Control: max-age=60").Entry.Head, 5, []);
        var next = Store("Cache-Control: max-age=90").Entry.Head;
        entry.Read(head =>
        {
            entry.Head = next;
            return StoredResponse.ForOne(entry, head);
        }).ShouldNotBeNull().Facts.Lifetime.ShouldBe(60);
        StoredResponse.Of(entry).ShouldNotBeNull().Facts.Lifetime.ShouldBe(90);
    }

    [Fact]
    public void Tags_for_purges_are_found()
    {
        TagFields.Of(Heads.Response(200, "Surrogate-Key: a b|xkey: c|Cache-Tag: d, a,e").Fields, out var isCut).ShouldBe(["a", "b", "c", "d", "e"]);
        isCut.ShouldBeFalse();
    }

    [Theory]
    [InlineData(64, 100, 64, false)]
    [InlineData(60, 1024, 60, false)]
    [InlineData(65, 1, 64, true)]
    [InlineData(1, 1025, 0, true)]
    public void Of_more_tags_or_longer_ones_than_are_kept_it_is_told(int count, int length, int kept, bool cut)
    {
        var fields = Heads.Response(200, string.Join('|', Enumerable.Range(0, count).Select(i => $"Cache-Tag: {$"{i}".PadLeft(length, 'x')}"))).Fields;
        TagFields.Of(fields, out var isCut).Count.ShouldBe(kept);
        isCut.ShouldBe(cut);
        TagFields.All(fields).Count.ShouldBe(count, "a purge means all it names");
    }

    private static StoredResponse Store(string lines)
    {
        var head = Heads.Response(200, lines);
        var decision = StoringRules.Decide(On, default, head, Heads.Now);
        decision.Refusal.ShouldBeNull();
        var bytes = HeadMaking.New(On, head, decision, Heads.Now, Heads.Now).ShouldNotBeNull();
        return StoredResponse.Of(new StoredEntry("k", "", bytes, 5, [])).ShouldNotBeNull();
    }
}
