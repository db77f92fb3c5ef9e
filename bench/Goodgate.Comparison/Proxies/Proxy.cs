namespace Goodgate.Comparison.Proxies;

/// <summary>One of the programs compared.</summary>
public abstract class Proxy
{
    /// <summary>All, in the order of the tables.</summary>
    public static IReadOnlyList<Proxy> All { get; } = [new NginxProxy(), new HaproxyProxy(), new GoodgateProxy()];

    /// <summary>What the tables call it.</summary>
    public abstract string Name { get; }

    /// <summary>The same, set to take so many clients at once.</summary>
    public virtual Proxy Taking(int clients) => this;

    /// <summary>Starts it on its core, with one worker, no access log, connections kept alive on both sides.</summary>
    /// <param name="workplace">Where its files go.</param>
    /// <param name="port">Where it receives, on loopback.</param>
    /// <param name="origin">Port of the origin.</param>
    /// <param name="certificate">Receive with TLS; null = in clear.</param>
    public abstract StartedProcess Start(Workplace workplace, int port, int origin, CertificateFiles? certificate);
}

/// <summary>PEM files of the run's certificate.</summary>
/// <param name="Certificate">The certificate.</param>
/// <param name="Key">Its key.</param>
/// <param name="Both">Both in one file, as HAProxy wants it.</param>
public sealed record CertificateFiles(string Certificate, string Key, string Both);
