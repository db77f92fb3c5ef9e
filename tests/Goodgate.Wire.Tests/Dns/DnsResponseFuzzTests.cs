using Goodgate.Wire.Dns;

namespace Goodgate.Wire.Tests.Dns;

public sealed class DnsResponseFuzzTests
{
    private const int Inputs = 250_000;

    private static readonly DnsQuery Query = Questions.For("app.example.org");

    [Fact]
    public void Whatever_the_bytes_are_the_result_is_a_response_or_a_violation_within_bounds()
    {
        var random = new Random(8914);
        var seeds = Seeds();
        int good = 0, bad = 0;
        for (var i = 0; i < Inputs; i++)
        {
            var message = Mutate(seeds[random.Next(seeds.Length)], random);
            var read = DnsResponseReader.TryRead(message, Query, out var response, out var violation);
            if (read)
            {
                good++;
                CheckBounds(response!, message.Length);
            }
            else
            {
                bad++;
                violation.Kind.ShouldNotBe(DnsViolationKind.None);
                violation.Offset.ShouldBeInRange(0, message.Length);
            }
        }

        // Both ways must be walked, or the fuzz proves nothing.
        good.ShouldBeGreaterThan(Inputs / 20);
        bad.ShouldBeGreaterThan(Inputs / 20);
    }

    private static void CheckBounds(DnsResponse response, int length)
    {
        var chain = AliasChain.Follow(response, Query);
        if (response.Answers.Count > length / 11 || response.TrailingBytes >= length || response.Rcode is < 0 or > 4095
            || response.ExtendedErrors.Count > ExtendedDnsError.MaxPerResponse || chain?.Addresses.Count > AliasChain.MaxAddresses
            || response.Answers.Any(record => record.Owner.Length is 0 or > 1020 || record.Owner.Any(character => character is < '!' or > '~')))
        {
            Assert.Fail($"out of bounds: {response}");
        }
    }

    private static byte[] Mutate(byte[] seed, Random random)
    {
        var message = seed.ToList();
        var edits = random.Next(1, 5);
        for (var i = 0; i < edits && message.Count > 0; i++)
        {
            // Half of the edits spare header and question: those rarely get past them.
            var from = random.Next(2) == 0 && message.Count > 34 ? 33 : 0;
            var at = random.Next(from, message.Count);
            switch (random.Next(6))
            {
                case 0: message[at] = (byte)random.Next(256); break;
                case 1: message[at] ^= (byte)(1 << random.Next(8)); break;
                case 2: message.Insert(at, (byte)random.Next(256)); break;
                case 3: message.RemoveAt(at); break;
                case 4: message.RemoveRange(at, message.Count - at); break;
                default: message[at] = (byte)(0xC0 | random.Next(4)); break;
            }
        }

        return [.. message];
    }

    private static byte[][] Seeds() =>
    [
        MessageBytes.Answering(Query, answers: 2, additionals: 1).A("10.0.0.1").A("10.0.0.2").Opt().ToArray(),
        MessageBytes.Answering(Query, answers: 2).Cname("app.example.org", "b.example.org").AOf("b.example.org", "10.0.0.1").ToArray(),
        MessageBytes.Answering(Query, 0x8183, authorities: 1, additionals: 1).Soa(60, 30).Opt(0, (15, MessageBytes.ExtendedError(15, "blocked"))).ToArray(),
        MessageBytes.Answering(Query, 0x8380, answers: 1).A("10.0.0.1").ToArray(),
        MessageBytes.Answering(Query, answers: 3).Record(DnsRecordType.Cname, 9, [1, 98, 0xC0, 16]).Label("b").Pointer(16).Body(1, 9, [1, 2, 3, 4], 1)
            .Record((DnsRecordType)46, 9, new byte[40]).ToArray(),
    ];
}
