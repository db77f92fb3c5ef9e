using Goodgate.Wire.Dns;

namespace Goodgate.Wire.Tests.Dns;

public sealed class DnsViolationTests
{
    private const int AfterQuestion = 12 + 17 + 4;

    private static readonly DnsQuery Query = Questions.For("app.example.org");

    /// <summary>Each way a message can be wrong: bytes, rule, offset, and whether it is surely the server's doing.</summary>
    public static TheoryData<string, byte[], DnsViolationKind, int, bool> Corpus()
    {
        var corpus = new TheoryData<string, byte[], DnsViolationKind, int, bool>();
        void Add(string what, MessageBytes message, DnsViolationKind kind, int offset, bool matched = true) =>
            corpus.Add(what, message.ToArray(), kind, offset, matched);

        Add("nothing", new MessageBytes(), DnsViolationKind.Truncated, 0, false);
        Add("another id", MessageBytes.Header(0x1235, 0x8180).Name("app.example.org").U16(1).U16(1), DnsViolationKind.WrongId, 0, false);
        Add("a query", MessageBytes.Answering(Query, 0x0100), DnsViolationKind.NotAResponse, 2, false);
        Add("a status answer", MessageBytes.Answering(Query, 0x9180), DnsViolationKind.WrongOpcode, 2, false);
        Add("another name", MessageBytes.Header(0x1234, 0x8180).Name("apq.example.org").U16(1).U16(1), DnsViolationKind.WrongQuestion, 12, false);
        Add("another type", MessageBytes.Header(0x1234, 0x8180).Name("app.example.org").U16(28).U16(1), DnsViolationKind.WrongQuestion, 12, false);
        Add("another class", MessageBytes.Header(0x1234, 0x8180).Name("app.example.org").U16(1).U16(3), DnsViolationKind.WrongQuestion, 12, false);
        Add("success without a question", MessageBytes.Header(0x1234, 0x8180, 0), DnsViolationKind.WrongQuestion, 4, false);
        Add("name error without a question", MessageBytes.Header(0x1234, 0x8183, 0), DnsViolationKind.WrongQuestion, 4, false);
        Add("two questions", MessageBytes.Header(0x1234, 0x8180, 2).Name("app.example.org").U16(1).U16(1), DnsViolationKind.WrongQuestion, 4, false);
        Add("a count of 65,535", MessageBytes.Answering(Query, answers: 0xFFFF).A("10.0.0.1"), DnsViolationKind.TooManyRecords, 6);
        Add("a count one too high", MessageBytes.Answering(Query, answers: 2).A("10.0.0.1"), DnsViolationKind.Truncated, AfterQuestion + 16);
        Add("an address of 5 bytes", Answer().Record(DnsRecordType.A, 1, [1, 2, 3, 4, 5]), DnsViolationKind.AddressLength, AfterQuestion + 10);
        Add("an IPv6 address of 4 bytes", Answer().Record(DnsRecordType.Aaaa, 1, [1, 2, 3, 4]), DnsViolationKind.AddressLength, AfterQuestion + 10);
        Add("a pointer to itself", Answer().Pointer(AfterQuestion).Body(1, 1, [1, 2, 3, 4], 1), DnsViolationKind.ForwardPointer, AfterQuestion);
        Add("a pointer ahead", Answer().Pointer(AfterQuestion + 9).Body(1, 1, [1, 2, 3, 4], 1), DnsViolationKind.ForwardPointer, AfterQuestion);
        Add("a pointer into the header", Answer().Pointer(4).Body(1, 1, [1, 2, 3, 4], 1), DnsViolationKind.ForwardPointer, AfterQuestion);
        Add("a label, then a pointer back to it",
            Answer().Label("a").Pointer(AfterQuestion).Body(1, 1, [1, 2, 3, 4], 1), DnsViolationKind.ForwardPointer, AfterQuestion + 2);
        Add("half a pointer", Answer().U8(0xC0), DnsViolationKind.Truncated, AfterQuestion + 1);
        Add("label bits 01", Answer().U8(0x41).U8(0), DnsViolationKind.UnknownLabelType, AfterQuestion);
        Add("label bits 10", Answer().U8(0x80).U8(0), DnsViolationKind.UnknownLabelType, AfterQuestion);
        Add("a name of 256 octets", Answer().Raw(Labels(4, 62)).Label("aa").U8(0), DnsViolationKind.NameTooLong, AfterQuestion + 252);
        Add("an alias shorter than it says", Answer().Record(DnsRecordType.Cname, 1, [1, 97, 0, 9]), DnsViolationKind.RecordLength, AfterQuestion + 12);
        Add("an alias longer than it says", Answer().Record(DnsRecordType.Cname, 1, [1]).U8(97).U8(0), DnsViolationKind.RecordLength, AfterQuestion + 12);
        Add("data beyond the end", Answer().Pointer(12).U16(16).U16(1).U32(1).U16(9).U8(1), DnsViolationKind.Truncated, AfterQuestion + 13);
        Add("an SOA with bytes left", Authority().Record(DnsRecordType.Soa, 1, new byte[23]), DnsViolationKind.RecordLength, AfterQuestion + 12);
        Add("OPT as an answer", Answer().Opt(), DnsViolationKind.MisplacedOpt, AfterQuestion);
        Add("two OPT records", MessageBytes.Answering(Query, additionals: 2).Opt().Opt(), DnsViolationKind.MisplacedOpt, AfterQuestion + 11);
        Add("OPT of a name", Additional().Record(DnsRecordType.Opt, 0, []), DnsViolationKind.MisplacedOpt, AfterQuestion);
        Add("an option longer than its record", Additional().U8(0).Body(41, 0, [0, 15, 0, 9, 0, 6], 1232), DnsViolationKind.OptionLength, AfterQuestion + 11);
        Add("half an option", Additional().U8(0).Body(41, 0, [0, 15, 0], 1232), DnsViolationKind.OptionLength, AfterQuestion + 11);
        Add("an extended error without code", Additional().Opt(0, (15, [6])), DnsViolationKind.OptionLength, AfterQuestion + 11);
        return corpus;
    }

    [Theory]
    [MemberData(nameof(Corpus))]
    public void A_broken_message_is_refused_with_rule_and_place(string what, byte[] message, DnsViolationKind kind, int offset, bool matched)
    {
        DnsResponseReader.TryRead(message, Query, out var response, out var violation).ShouldBeFalse(what);

        response.ShouldBeNull();
        violation.ShouldBe(new DnsViolation(kind, offset, matched), what);
        violation.Name.ShouldNotBe("none");
        violation.Clause.ShouldNotBeEmpty();
    }

    [Fact]
    public void Pointers_to_pointers_end_at_the_limit()
    {
        // A TXT record full of pointers, each to the one before: legal backwards, but no name needs it.
        var message = MessageBytes.Answering(Query, answers: 2).Pointer(12);
        var first = message.Length + 10;
        var data = new MessageBytes().Pointer(12);
        for (var i = 0; i < 200; i++)
        {
            data.Pointer(first + (2 * i));
        }

        message.Body(16, 1, data.ToArray(), 1).Pointer(first + 400).Body(1, 1, [1, 2, 3, 4], 1);

        DnsResponseReader.TryRead(message.ToArray(), Query, out _, out var violation).ShouldBeFalse();
        violation.Kind.ShouldBe(DnsViolationKind.TooManyPointers);
    }

    [Fact]
    public void Every_prefix_of_a_good_message_is_truncated()
    {
        var whole = MessageBytes.Answering(Query, answers: 2, authorities: 1, additionals: 1)
            .Cname("app.example.org", "b.example.org").AOf("b.example.org", "10.0.0.1").Soa(60, 60)
            .Opt(0, (15, MessageBytes.ExtendedError(3, "stale"))).ToArray();
        DnsResponseReader.TryRead(whole, Query, out _, out _).ShouldBeTrue();

        for (var length = 0; length < whole.Length; length++)
        {
            DnsResponseReader.TryRead(whole.AsSpan(0, length), Query, out _, out var violation).ShouldBeFalse($"{length} bytes");
            violation.ShouldBe(new DnsViolation(DnsViolationKind.Truncated, length, length >= AfterQuestion), $"{length} bytes");
        }
    }

    [Fact]
    public void Every_kind_has_a_name_of_its_own()
    {
        var names = Enum.GetValues<DnsViolationKind>().Select(kind => new DnsViolation(kind, 0, false).Name).ToArray();

        names.ShouldBeUnique();
        names.Count(name => name == "none").ShouldBe(1);
    }

    private static MessageBytes Answer() => MessageBytes.Answering(Query, answers: 1);

    private static MessageBytes Authority() => MessageBytes.Answering(Query, authorities: 1);

    private static MessageBytes Additional() => MessageBytes.Answering(Query, additionals: 1);

    private static byte[] Labels(int count, int length)
    {
        var bytes = new MessageBytes();
        for (var i = 0; i < count; i++)
        {
            bytes.Label(new string('a', length));
        }

        return bytes.ToArray();
    }
}
