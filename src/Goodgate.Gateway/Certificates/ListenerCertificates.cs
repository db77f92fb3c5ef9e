using System.Net.Security;
using Goodgate.Gateway.Settings;

namespace Goodgate.Gateway.Certificates;

/// <summary>The certificates of one https listener, chosen by the name the client asks for (SNI). Loaded anew by every reload.</summary>
public sealed class ListenerCertificates
{
    private readonly SslStreamCertificateContext[] _all;

    /// <exception cref="CertificateException">There is none, or one cannot be used; the message says which and why.</exception>
    public ListenerCertificates(ListenSettings listen)
    {
        _all = [.. listen.Certificates.Select(CertificateFile.LoadChain)];
        if (_all.Length == 0)
        {
            throw new CertificateException($"{listen.Url}: https needs certificates: add cert and key (PEM), or pfx.", "url");
        }
    }

    /// <summary>The first certificate that covers the name; the first of all when none does, or no name was asked for.</summary>
    public SslStreamCertificateContext Select(string? name)
    {
        if (!string.IsNullOrEmpty(name))
        {
            foreach (var one in _all)
            {
                if (one.TargetCertificate.MatchesHostname(name))
                {
                    return one;
                }
            }
        }

        return _all[0];
    }
}
