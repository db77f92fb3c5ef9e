using System.Globalization;
using Goodgate.Comparison.Proxies;

namespace Goodgate.Comparison.Hits;

/// <summary>Varnish as it is by default, with memory as its store. It has no TLS.</summary>
public sealed class VarnishCache : Proxy
{
    public override string Name => "Varnish";

    public override StartedProcess Start(Workplace workplace, int port, int origin, CertificateFiles? certificate)
    {
        var folder = workplace.Folder($"varnish-{port}");
        return workplace.Start(
            Machine.ProxyCore, Requirements.Find("varnishd")!, "-F", "-j", "none", "-n", folder, "-T", "none",
            "-a", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}"), "-b", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{origin}"), "-s", "malloc,256m");
    }
}
