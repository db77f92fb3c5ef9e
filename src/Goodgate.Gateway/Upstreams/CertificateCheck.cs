using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Goodgate.Verdicts.Observations;

namespace Goodgate.Gateway.Upstreams;

/// <summary>Verifies one server's certificate and remembers what was wrong with it, in words.</summary>
internal sealed class CertificateCheck(bool verify, string name, X509Certificate2Collection? authorities, DateTimeOffset now)
{
    // id-kp-serverAuth (RFC 5280 §4.2.1.12): a private authority also signs clients, which are no servers.
    private static readonly Oid ServerAuthentication = new("1.3.6.1.5.5.7.3.1");

    /// <summary>What was wrong; null when nothing was, or nothing was presented yet.</summary>
    public Happening? Problem { get; private set; }

    /// <summary>Names, issuer, validity: evidence for the verdict.</summary>
    public IReadOnlyList<Fact> Facts { get; private set; } = [];

    /// <summary>The callback of the TLS stream.</summary>
    public bool Accept(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (!verify || errors == SslPolicyErrors.None)
        {
            return true;
        }

        if (certificate is not X509Certificate2 shown)
        {
            Problem = Happening.CertificateUntrusted;
            Facts = [new Fact(FactNames.CertificateProblem, "no certificate was presented")];
            return false;
        }

        var status = (errors & SslPolicyErrors.RemoteCertificateChainErrors) != 0 ? ChainProblem(shown, chain) : null;
        var wrongName = (errors & SslPolicyErrors.RemoteCertificateNameMismatch) != 0;
        if (status is null && !wrongName)
        {
            return true;
        }

        Problem = status is null ? Happening.CertificateNameMismatch : Happening.CertificateUntrusted;
        Facts = Describe(shown, status);
        return false;
    }

    private string? ChainProblem(X509Certificate2 shown, X509Chain? chain)
    {
        if (authorities is not null && TrustedByOwn(shown, chain))
        {
            return null;
        }

        var flags = chain?.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status) ?? X509ChainStatusFlags.PartialChain;
        return flags switch
        {
            _ when (flags & X509ChainStatusFlags.NotTimeValid) != 0 => Validity(shown),
            _ when (flags & X509ChainStatusFlags.Revoked) != 0 => "revoked",
            _ when shown.Subject == shown.Issuer => "self-signed",
            _ when (flags & X509ChainStatusFlags.PartialChain) != 0 => "unknown issuer, or an intermediate certificate is missing",
            _ when (flags & X509ChainStatusFlags.UntrustedRoot) != 0 => "unknown issuer",
            _ => flags.ToString(),
        };
    }

    private bool TrustedByOwn(X509Certificate2 shown, X509Chain? presented)
    {
        using var own = new X509Chain();
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.CustomTrustStore.AddRange(authorities!);
        own.ChainPolicy.ApplicationPolicy.Add(ServerAuthentication);
        own.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        foreach (var element in presented?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
        {
            own.ChainPolicy.ExtraStore.Add(element.Certificate);
        }

        return own.Build(shown);
    }

    // The chain says only "not valid at this time"; the dates say on which side of it.
    private string Validity(X509Certificate2 shown) => shown.NotBefore.ToUniversalTime() > now.UtcDateTime ? "not yet valid" : "expired";

    private List<Fact> Describe(X509Certificate2 shown, string? problem)
    {
        var facts = new List<Fact>();
        if (problem is not null)
        {
            facts.Add(new Fact(FactNames.CertificateProblem, problem));
        }

        var names = shown.Extensions.OfType<X509SubjectAlternativeNameExtension>()
            .SelectMany(one => one.EnumerateDnsNames().Concat(one.EnumerateIPAddresses().Select(address => address.ToString())))
            .Take(10).ToArray();
        facts.Add(new Fact(FactNames.AskedName, name));
        facts.Add(new Fact(FactNames.CertificateNames, names.Length > 0 ? string.Join(", ", names) : shown.Subject));
        facts.Add(new Fact(FactNames.CertificateIssuer, shown.Issuer));
        facts.Add(new Fact(FactNames.CertificateNotAfter, shown.NotAfter.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)));
        return facts;
    }
}
