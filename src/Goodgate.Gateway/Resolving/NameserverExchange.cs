using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Goodgate.Wire.Dns;

namespace Goodgate.Gateway.Resolving;

/// <summary>One question to one server: over UDP, over TCP when the answer did not fit, once more without EDNS when the server does not know it.</summary>
internal sealed class NameserverExchange(IPEndPoint server, string name, DnsRecordType type, TimeProvider time)
{
    private const int NoError = 0;
    private const int FormatError = 1;
    private const int NameError = 3;

    private readonly UdpQuestion _udp = new(server);
    private bool _overTcp;

    /// <summary>Asks until an answer comes or <paramref name="over"/> says it is over. Failures are answers too; only defects throw.</summary>
    public async Task<NameserverAnswer> AskAsync(CancellationToken over)
    {
        var started = time.GetTimestamp();
        NameserverAnswer answer;
        try
        {
            answer = await AskAsync(edns: true, over) ?? await AskAsync(edns: false, over) ?? Blank(NameserverOutcome.Silent);
        }
        catch (OperationCanceledException)
        {
            answer = Blank(NameserverOutcome.Silent) with { Violation = _udp.Stray };
        }
        catch (SocketException failure)
        {
            answer = Blank(failure.SocketErrorCode == SocketError.ConnectionRefused ? NameserverOutcome.NothingListens : NameserverOutcome.Unusable)
                with { Errno = failure.NativeErrorCode };
        }

        return answer with { Elapsed = time.GetElapsedTime(started) };
    }

    /// <summary>Null: the server does not know EDNS and must be asked without (RFC 6891 §7).</summary>
    private async Task<NameserverAnswer?> AskAsync(bool edns, CancellationToken over)
    {
        // RFC 5452 §9.2: nobody may guess the id; the system picks a random port for each new socket.
        var id = (ushort)RandomNumberGenerator.GetInt32(ushort.MaxValue + 1);
        if (DnsQuery.TryCreate(id, name, type, edns, out var query) is var wrong and not DnsNameViolation.None)
        {
            throw new InvalidOperationException($"a name that cannot be asked for ({wrong}) got past the check");
        }

        var (response, violation) = await _udp.AskAsync(query!, over);
        if (response is { Truncated: true })
        {
            _overTcp = true;
            (response, violation) = await TcpQuestion.AskAsync(server, query!, over);
        }

        if (response is null)
        {
            return Blank(NameserverOutcome.Malformed) with { Violation = violation };
        }

        return edns && response is { Rcode: FormatError, HasOpt: false } ? null : Classify(response, query!);
    }

    private NameserverAnswer Classify(DnsResponse response, DnsQuery query)
    {
        var answer = Blank(NameserverOutcome.Error) with { Rcode = response.Rcode, ExtendedErrors = response.ExtendedErrors };
        if (response.Rcode is not (NoError or NameError))
        {
            return answer;
        }

        var chain = AliasChain.Follow(response, query);
        if (chain is null)
        {
            return answer with { Outcome = NameserverOutcome.Malformed, Violation = new DnsViolation(DnsViolationKind.AliasLoop, DnsHeader.Length, true) };
        }

        // RFC 6604 §3: with aliases, NXDOMAIN speaks of the last name.
        if (response.Rcode == NameError)
        {
            return answer with { Outcome = NameserverOutcome.NameNotFound, TimeToLive = response.NegativeTimeToLive ?? TimeSpan.Zero };
        }

        if (chain.Addresses.Count > 0)
        {
            return answer with
            {
                Outcome = NameserverOutcome.Addresses, Addresses = chain.Addresses, CanonicalName = chain.CanonicalName, TimeToLive = chain.TimeToLive,
            };
        }

        // RFC 2308 §2.2: name servers without SOA are a referral, and we asked for recursion.
        var referral = response is { HasReferral: true, NegativeTimeToLive: null, Authoritative: false, RecursionAvailable: false };
        return answer with
        {
            Outcome = referral ? NameserverOutcome.NotRecursive : NameserverOutcome.NoData,
            CanonicalName = chain.CanonicalName,
            TimeToLive = response.NegativeTimeToLive ?? TimeSpan.Zero,
        };
    }

    private NameserverAnswer Blank(NameserverOutcome outcome) => new() { Server = server, Name = name, Type = type, Outcome = outcome, OverTcp = _overTcp };
}
