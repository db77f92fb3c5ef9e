namespace Goodgate.Lab.Dns;

/// <summary>Names the lab's DNS server knows from the start, all under <c>.test</c> (RFC 6761 §6.2). Every other name gets NXDOMAIN.</summary>
public static class LabNames
{
    /// <summary>A and AAAA: the loopback addresses.</summary>
    public const string Healthy = "healthy.goodgate.test";

    /// <summary>A only.</summary>
    public const string OnlyIPv4 = "ipv4.goodgate.test";

    /// <summary>AAAA only.</summary>
    public const string OnlyIPv6 = "ipv6.goodgate.test";

    /// <summary>CNAME to <see cref="Healthy"/>, followed in the answer.</summary>
    public const string Alias = "alias.goodgate.test";

    /// <summary>CNAME to itself.</summary>
    public const string AliasLoop = "loop.goodgate.test";

    /// <summary>NOERROR without an answer.</summary>
    public const string NoAddress = "noaddress.goodgate.test";

    /// <summary>SERVFAIL.</summary>
    public const string ServerFailure = "servfail.goodgate.test";

    /// <summary>REFUSED.</summary>
    public const string Refused = "refused.goodgate.test";

    /// <summary>NOTIMP.</summary>
    public const string NotImplemented = "notimp.goodgate.test";

    /// <summary>No answer, over UDP or TCP.</summary>
    public const string Silent = "silent.goodgate.test";

    /// <summary>Truncated over UDP, whole over TCP.</summary>
    public const string Truncated = "truncated.goodgate.test";

    /// <summary>Over UDP a forged answer with a wrong id (to 192.0.2.1) comes before the true one.</summary>
    public const string Forged = "forged.goodgate.test";

    /// <summary>An answer whose compression pointer points to itself.</summary>
    public const string Garbled = "garbled.goodgate.test";

    /// <summary>A: 169.254.169.254, the metadata address of cloud machines.</summary>
    public const string Metadata = "metadata.goodgate.test";
}
