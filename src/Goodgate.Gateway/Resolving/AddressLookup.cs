using System.Net;
using Goodgate.Wire.Dns;

namespace Goodgate.Gateway.Resolving;

/// <summary>Both families of one absolute name, asked for at the same time (RFC 8305 §3).</summary>
internal sealed class AddressLookup
{
    /// <summary>How long the second family is waited for once the first has an address: the Resolution Delay of RFC 8305 §3.</summary>
    private static readonly TimeSpan ResolutionDelay = TimeSpan.FromMilliseconds(50);

    private AddressLookup(InquiryResult? ipv6, InquiryResult? ipv4)
    {
        Heard = new[] { ipv6, ipv4 }.OfType<InquiryResult>().ToArray();
        Addresses = AddressOrder.Interleave(ipv6?.Settled?.Addresses ?? [], ipv4?.Settled?.Addresses ?? []);
    }

    /// <summary>The families that came to an end.</summary>
    public IReadOnlyList<InquiryResult> Heard { get; }

    /// <summary>Addresses of both families in the order to try them.</summary>
    public IReadOnlyList<IPAddress> Addresses { get; }

    /// <summary>False when one family has no answer, so that it should be asked again soon.</summary>
    public bool Complete => Heard.Count == 2 && Heard.All(family => family.Settled is not null);

    /// <summary>The answers that settled a family.</summary>
    public IEnumerable<NameserverAnswer> Settled => Heard.Select(family => family.Settled).OfType<NameserverAnswer>();

    /// <summary>All answers heard.</summary>
    public IEnumerable<NameserverAnswer> Answers => Heard.SelectMany(family => family.Answers);

    /// <summary>Questions sent.</summary>
    public int Tries => Heard.Sum(family => family.Tries);

    public static async Task<AddressLookup> RunAsync(string name, NameserverSet servers, TimeProvider time, TimeSpan limit, CancellationToken deadline)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(deadline);
        var plan = servers.Plan();
        var ipv6 = new Inquiry(name, DnsRecordType.Aaaa, servers, plan, time).RunAsync(limit, enough.Token);
        var ipv4 = new Inquiry(name, DnsRecordType.A, servers, plan, time).RunAsync(limit, enough.Token);
        var first = await Task.WhenAny(ipv6, ipv4);
        var second = first == ipv6 ? ipv4 : ipv6;
        if ((await first).HasAddresses)
        {
            await Task.WhenAny(second, Task.Delay(ResolutionDelay, time, enough.Token));
        }
        else
        {
            await second;
        }

        var lookup = new AddressLookup(ipv6.IsCompleted ? await ipv6 : null, ipv4.IsCompleted ? await ipv4 : null);
        await enough.CancelAsync();
        return lookup;
    }
}
