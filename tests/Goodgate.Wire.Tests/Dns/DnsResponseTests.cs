using System.Net;
using Goodgate.Wire.Dns;

namespace Goodgate.Wire.Tests.Dns;

public sealed class DnsResponseTests
{
    private static readonly DnsQuery Query = Questions.For("app.example.org");

    [Fact]
    public void Addresses_come_with_their_time_to_live()
    {
        var response = Read(MessageBytes.Answering(Query, answers: 2, additionals: 1).A("10.0.0.1", 300).A("10.0.0.2", 30).Opt());

        response.Rcode.ShouldBe(0);
        response.RecursionAvailable.ShouldBeTrue();
        response.HasOpt.ShouldBeTrue();
        response.TrailingBytes.ShouldBe(0);
        var chain = AliasChain.Follow(response, Query).ShouldNotBeNull();
        chain.Addresses.ShouldBe([IPAddress.Parse("10.0.0.1"), IPAddress.Parse("10.0.0.2")]);
        chain.TimeToLive.ShouldBe(TimeSpan.FromSeconds(30));
        chain.CanonicalName.ShouldBe("app.example.org");
    }

    [Fact]
    public void An_ipv6_address_is_read()
    {
        var query = Questions.For("app.example.org", DnsRecordType.Aaaa);
        var message = MessageBytes.Answering(query, answers: 1).Record(DnsRecordType.Aaaa, 5, IPAddress.Parse("2001:db8::7").GetAddressBytes());

        AliasChain.Follow(Read(message, query), query)!.Addresses.ShouldBe([IPAddress.Parse("2001:db8::7")]);
    }

    [Fact]
    public void The_question_matches_without_regard_to_case()
    {
        var message = MessageBytes.Header(0x1234, 0x8180, 1, 1).Name("APP.Example.ORG").U16(1).U16(1).A("10.0.0.1");

        AliasChain.Follow(Read(message), Query)!.Addresses.Count.ShouldBe(1);
    }

    [Fact]
    public void Aliases_are_followed_in_any_order_and_only_ours_count()
    {
        var message = MessageBytes.Answering(Query, answers: 5)
            .AOf("c.example.org", "10.0.0.3", 90)
            .AOf("evil.example.net", "10.6.6.6")
            .Cname("B.example.org", "c.example.org", 20)
            .Cname("app.example.org", "b.example.org", 40)
            .AOf("app.example.org.evil", "10.6.6.7");

        var chain = AliasChain.Follow(Read(message), Query).ShouldNotBeNull();

        chain.CanonicalName.ShouldBe("c.example.org");
        chain.Addresses.ShouldBe([IPAddress.Parse("10.0.0.3")]);
        chain.TimeToLive.ShouldBe(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void Aliases_in_a_ring_are_no_chain()
    {
        var message = MessageBytes.Answering(Query, answers: 2).Cname("app.example.org", "b.example.org").Cname("b.example.org", "app.example.org");

        AliasChain.Follow(Read(message), Query).ShouldBeNull();
    }

    [Fact]
    public void Sixteen_aliases_are_followed_and_seventeen_are_not()
    {
        AliasChain.Follow(Read(Ladder(16)), Query)!.Addresses.Count.ShouldBe(1);
        AliasChain.Follow(Read(Ladder(17)), Query).ShouldBeNull();

        static MessageBytes Ladder(int hops)
        {
            var message = MessageBytes.Answering(Query, answers: (ushort)(hops + 1));
            for (var i = 0; i < hops; i++)
            {
                message.Cname(i == 0 ? "app.example.org" : $"n{i}.example.org", $"n{i + 1}.example.org");
            }

            return message.AOf($"n{hops}.example.org", "10.0.0.9");
        }
    }

    [Fact]
    public void Repeated_addresses_count_once_and_many_are_cut()
    {
        var message = MessageBytes.Answering(Query, answers: 201).A("10.0.1.0");
        for (var i = 0; i < 200; i++)
        {
            message.A($"10.0.1.{i}");
        }

        AliasChain.Follow(Read(message), Query)!.Addresses.Count.ShouldBe(AliasChain.MaxAddresses);
    }

    [Theory]
    [InlineData(300, 60, 60)]
    [InlineData(20, 60, 20)]
    [InlineData(uint.MaxValue, 60, 0)]
    public void A_negative_answer_lives_for_the_lesser_of_ttl_and_minimum(uint ttl, uint minimum, int seconds)
    {
        var response = Read(MessageBytes.Answering(Query, 0x8183, authorities: 1).Soa(ttl, minimum));

        response.Rcode.ShouldBe(3);
        response.NegativeTimeToLive.ShouldBe(TimeSpan.FromSeconds(seconds));
    }

    [Fact]
    public void A_referral_is_told_from_no_data()
    {
        var referral = Read(
            MessageBytes.Answering(Query, 0x8100, authorities: 1).RecordOf("example.org", (DnsRecordType)2, 60, MessageBytes.Of("ns.example.org")));

        referral.HasReferral.ShouldBeTrue();
        referral.RecursionAvailable.ShouldBeFalse();
        Read(MessageBytes.Answering(Query, authorities: 1).Soa(60, 60)).HasReferral.ShouldBeFalse();
    }

    [Fact]
    public void The_opt_record_extends_the_rcode_and_explains_it()
    {
        var response = Read(MessageBytes.Answering(Query, 0x8182, additionals: 1).Opt(
            1, (10, new byte[8]), (15, MessageBytes.ExtendedError(6, "no signature\0")), (15, MessageBytes.ExtendedError(999, ""))));

        response.Rcode.ShouldBe(18);
        response.ExtendedErrors.Select(error => error.ToString()).ShouldBe(["EDE 6 DNSSEC Bogus: no signature", "EDE 999 Info-Code 999"]);
    }

    [Fact]
    public void Extended_errors_are_bounded_in_number_and_length()
    {
        var options = Enumerable.Range(0, 10).Select(code => (15, MessageBytes.ExtendedError(code, new string('x', 5000)))).ToArray();

        var errors = Read(MessageBytes.Answering(Query, 0x8182, additionals: 1).Opt(0, options)).ExtendedErrors;

        errors.Count.ShouldBe(ExtendedDnsError.MaxPerResponse);
        errors.ShouldAllBe(error => error.Text.Length <= ExtendedDnsError.MaxText);
    }

    [Fact]
    public void The_tc_bit_ends_the_reading()
    {
        var response = Read(MessageBytes.Answering(Query, 0x8380, answers: 9).A("10.0.0.1").U8(0xC0));

        response.Truncated.ShouldBeTrue();
        response.Answers.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(5)]
    public void A_refusal_may_be_a_bare_header(int rcode) => Read(MessageBytes.Header(0x1234, (ushort)(0x8180 | rcode), 0)).Rcode.ShouldBe(rcode);

    [Fact]
    public void Records_of_other_types_and_classes_are_stepped_over()
    {
        var response = Read(MessageBytes.Answering(Query, answers: 3, authorities: 1)
            .Record((DnsRecordType)16, 60, [4, 1, 2, 3, 4])
            .Record(DnsRecordType.A, 60, [1, 2], @class: 3)
            .A("10.0.0.1")
            .AOf("x.example.org", "10.0.0.2")
            .Raw([1, 2, 3]));

        response.Answers.Select(record => record.Address).ShouldBe([IPAddress.Parse("10.0.0.1")]);
        response.TrailingBytes.ShouldBe(3);
    }

    [Fact]
    public void Odd_bytes_in_names_are_escaped()
    {
        var message = MessageBytes.Answering(Query, answers: 1).Pointer(12)
            .Body(5, 60, new MessageBytes().U8(5).Raw([0x1B, (byte)'.', (byte)'\\', 0xFF, (byte)'a']).U8(0).ToArray(), 1);

        Read(message).Answers[0].Target.ShouldBe(@"\027\.\\\255a");
    }

    private static DnsResponse Read(MessageBytes message, DnsQuery? query = null)
    {
        DnsResponseReader.TryRead(message.ToArray(), query ?? Query, out var response, out var violation).ShouldBeTrue($"{violation}");
        return response.ShouldNotBeNull();
    }
}
