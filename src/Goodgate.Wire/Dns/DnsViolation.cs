namespace Goodgate.Wire.Dns;

/// <summary>A broken rule in a DNS response.</summary>
/// <param name="Kind">Which rule.</param>
/// <param name="Offset">Byte offset in the message.</param>
/// <param name="Matched">True when id and question had already matched our query: the message is the server's answer and the server
/// is at fault. False: it may be anyone's (RFC 5452 §9.1), so it says nothing about the server.</param>
public readonly record struct DnsViolation(DnsViolationKind Kind, int Offset, bool Matched)
{
    /// <summary>Stable kebab-case name: <c>forward-pointer</c>.</summary>
    public string Name => Rule.Name;

    /// <summary>The clause it breaks; our own limits say so.</summary>
    public string Clause => Rule.Clause;

    private (string Name, string Clause) Rule => Kind switch
    {
        DnsViolationKind.Truncated => ("truncated", "RFC 1035 §4.1"),
        DnsViolationKind.NotAResponse => ("not-a-response", "RFC 1035 §4.1.1"),
        DnsViolationKind.WrongId => ("wrong-id", "RFC 5452 §9.1"),
        DnsViolationKind.WrongOpcode => ("wrong-opcode", "RFC 1035 §4.1.1"),
        DnsViolationKind.WrongQuestion => ("wrong-question", "RFC 5452 §9.1"),
        DnsViolationKind.TooManyRecords => ("too-many-records", "limit of this reader"),
        DnsViolationKind.UnknownLabelType => ("unknown-label-type", "RFC 6891 §5"),
        DnsViolationKind.ForwardPointer => ("forward-pointer", "RFC 1035 §4.1.4"),
        DnsViolationKind.TooManyPointers => ("too-many-pointers", "limit of this reader"),
        DnsViolationKind.NameTooLong => ("name-too-long", "RFC 1035 §2.3.4"),
        DnsViolationKind.AddressLength => ("address-length", "RFC 1035 §3.4.1, RFC 3596 §2.2"),
        DnsViolationKind.RecordLength => ("record-length", "RFC 1035 §3.2.1"),
        DnsViolationKind.MisplacedOpt => ("misplaced-opt", "RFC 6891 §6.1.1"),
        DnsViolationKind.OptionLength => ("option-length", "RFC 6891 §6.1.2"),
        DnsViolationKind.AliasLoop => ("alias-loop", "RFC 1034 §3.6.2"),
        _ => ("none", ""),
    };
}

/// <summary>Rules a DNS response can break. New ones go at the end.</summary>
public enum DnsViolationKind
{
    /// <summary>No rule is broken.</summary>
    None,

    /// <summary>The message ends inside a field.</summary>
    Truncated,

    /// <summary>The QR bit says it is a query.</summary>
    NotAResponse,

    /// <summary>The id is not the one asked with.</summary>
    WrongId,

    /// <summary>Not a standard query.</summary>
    WrongOpcode,

    /// <summary>The question is not the one asked.</summary>
    WrongQuestion,

    /// <summary>The header claims more records than <see cref="DnsResponseReader.MaxRecords"/>.</summary>
    TooManyRecords,

    /// <summary>A label starts with the bits 01 or 10, which mean nothing.</summary>
    UnknownLabelType,

    /// <summary>A compression pointer that does not point to an earlier name: forward, to itself, or into the header.</summary>
    ForwardPointer,

    /// <summary>A name made of more pointers than a name can have labels.</summary>
    TooManyPointers,

    /// <summary>A name of more than 255 octets.</summary>
    NameTooLong,

    /// <summary>An A record that is not 4 bytes, or an AAAA record that is not 16.</summary>
    AddressLength,

    /// <summary>A record whose content ends elsewhere than its length says.</summary>
    RecordLength,

    /// <summary>An OPT record that is not the only one, not in the additional section, or not owned by the root.</summary>
    MisplacedOpt,

    /// <summary>An EDNS option that does not fit into its record or its own definition.</summary>
    OptionLength,

    /// <summary>Aliases that lead back to each other, or on without end.</summary>
    AliasLoop,
}
