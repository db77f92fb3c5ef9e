using Goodgate.Verdicts.Catalogue;

namespace Goodgate.Verdicts.Tests.Catalogue;

/// <summary>Finding an entry by an id, right or nearly right.</summary>
public class CauseLookupTests
{
    [Theory]
    [MemberData(nameof(CauseData.Ids), MemberType = typeof(CauseData))]
    public void Get_and_Find_return_the_entry(string id)
    {
        Causes.Get(id).Id.ShouldBe(id);
        Causes.Find(id).ShouldBeSameAs(Causes.Get(id));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no-such-cause")]
    [InlineData("Connect-Refused")]
    public void Find_is_exact(string id) => Causes.Find(id).ShouldBeNull();

    [Fact]
    public void Get_names_the_nearest_ids()
    {
        var refusal = Should.Throw<ArgumentException>(() => Causes.Get("conect-refused"));
        refusal.Message.ShouldContain("'conect-refused'");
        refusal.Message.ShouldContain("Did you mean connect-refused");
    }

    [Fact]
    public void Get_says_where_ids_are_listed_when_none_is_near() =>
        Should.Throw<ArgumentException>(() => Causes.Get("zzzzzzzz")).Message.ShouldContain("docs/causes.md");

    [Fact]
    public void Get_shows_hostile_input_cut_and_printable()
    {
        var message = Should.Throw<ArgumentException>(() => Causes.Get("\u001b[31m" + new string('x', 100_000))).Message;
        message.ShouldStartWith("No cause has the id '?[31mxxx");
        message.Length.ShouldBeLessThan(200);
        message.Any(char.IsControl).ShouldBeFalse();
    }

    [Theory]
    [InlineData("conect-refused", CauseIds.ConnectRefused)]
    [InlineData("connection-refused", CauseIds.ConnectRefused)]
    [InlineData("Connect Refused", CauseIds.ConnectRefused)]
    [InlineData("TLS_HANDSHAKE_TIMEOUT", CauseIds.TlsHandshakeTimeout)]
    [InlineData("keep-alive-race", CauseIds.KeepaliveRace)]
    [InlineData("refused", CauseIds.ConnectRefused)]
    [InlineData("loop", CauseIds.ProxyLoop)]
    [InlineData("dns-time-out", CauseIds.DnsTimeout)]
    public void Near_puts_the_meant_cause_first(string typed, string meant) => Causes.Near(typed, 3)[0].Id.ShouldBe(meant);

    [Theory]
    [MemberData(nameof(CauseData.Ids), MemberType = typeof(CauseData))]
    public void Near_puts_an_exact_id_first(string id) => Causes.Near(id, 1).ShouldBe([Causes.Get(id)]);

    [Theory]
    [MemberData(nameof(CauseData.Ids), MemberType = typeof(CauseData))]
    public void Near_survives_one_lost_letter(string id) => Causes.Near(id.Remove(id.Length / 2, 1), 1).ShouldBe([Causes.Get(id)]);

    [Fact]
    public void Near_returns_no_more_than_asked()
    {
        Causes.Near("timeout", 2).Count.ShouldBe(2);
        Causes.Near("timeout", 0).ShouldBeEmpty();
        Causes.Near("timeout", -1).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("502")]
    [InlineData("pancake")]
    public void Near_is_silent_when_nothing_is_near(string typed) => Causes.Near(typed, 5).ShouldBeEmpty();

    [Fact]
    public void Near_does_not_look_at_long_input() => Causes.Near(new string('a', 1_000_000), 5).ShouldBeEmpty();
}
