using Goodgate.Wire.Dns;

namespace Goodgate.Wire.Tests.Dns;

/// <summary>Queries the tests ask with.</summary>
internal static class Questions
{
    public static DnsQuery For(string name, DnsRecordType type = DnsRecordType.A, ushort id = 0x1234, bool edns = true)
    {
        DnsQuery.TryCreate(id, name, type, edns, out var query).ShouldBe(DnsNameViolation.None);
        return query.ShouldNotBeNull();
    }
}
