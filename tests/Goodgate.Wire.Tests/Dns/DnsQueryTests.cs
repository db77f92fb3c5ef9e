using Goodgate.Wire.Dns;

namespace Goodgate.Wire.Tests.Dns;

public sealed class DnsQueryTests
{
    [Fact]
    public void A_query_has_the_bytes_of_rfc_1035_and_an_opt_record()
    {
        var query = Questions.For("app.example.org.", DnsRecordType.Aaaa, 0xBEEF);

        Convert.ToHexString(query.Bytes.Span).ShouldBe(
            "BEEF" + "0100" + "0001" + "0000" + "0000" + "0001" // id, RD, one question, one additional
            + "03617070" + "076578616D706C65" + "036F7267" + "00" + "001C" + "0001" // app.example.org AAAA IN
            + "00" + "0029" + "04D0" + "00000000" + "0000"); // OPT, 1232 bytes
        query.Name.ShouldBe("app.example.org");
        query.Id.ShouldBe((ushort)0xBEEF);
    }

    [Fact]
    public void Without_edns_there_is_no_opt_record()
    {
        var query = Questions.For("a.b", edns: false);

        Convert.ToHexString(query.Bytes.Span).ShouldBe("1234" + "0100" + "0001000000000000" + "0161" + "0162" + "00" + "0001" + "0001");
    }

    [Fact]
    public void The_longest_name_fits()
    {
        var label = new string('a', 63);
        var name = $"{label}.{label}.{label}.{new string('b', 61)}";

        Questions.For(name).Bytes.Length.ShouldBe(12 + 255 + 4 + 11);
    }

    [Theory]
    [InlineData("", DnsNameViolation.Empty)]
    [InlineData(".", DnsNameViolation.Empty)]
    [InlineData("..", DnsNameViolation.EmptyLabel)]
    [InlineData(".example", DnsNameViolation.EmptyLabel)]
    [InlineData("a..b", DnsNameViolation.EmptyLabel)]
    [InlineData("a b", DnsNameViolation.BadCharacter)]
    [InlineData("bücher.example", DnsNameViolation.BadCharacter)]
    [InlineData("a\0b", DnsNameViolation.BadCharacter)]
    [InlineData("1.2.3.4:80", DnsNameViolation.BadCharacter)]
    public void A_text_that_cannot_be_asked_for_is_named(string name, DnsNameViolation expected)
    {
        DnsQuery.TryCreate(1, name, DnsRecordType.A, true, out var query).ShouldBe(expected);
        query.ShouldBeNull();
    }

    [Fact]
    public void Labels_and_names_have_their_limits()
    {
        DnsName.Check(new string('a', 64)).ShouldBe(DnsNameViolation.LabelTooLong);
        DnsName.Check(string.Join('.', Enumerable.Repeat("a", 127)) + "a").ShouldBe(DnsNameViolation.NameTooLong);
        DnsName.Check(string.Join('.', Enumerable.Repeat("a", 127)) + ".").ShouldBe(DnsNameViolation.None);
        DnsName.Check("my_service-1.local").ShouldBe(DnsNameViolation.None);
    }
}
