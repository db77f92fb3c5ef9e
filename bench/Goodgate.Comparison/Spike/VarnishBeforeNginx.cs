using System.Globalization;
using Goodgate.Comparison.Php;
using Goodgate.Comparison.Proxies;

namespace Goodgate.Comparison.Spike;

/// <summary>Varnish as it is by default (a page with nothing to say for two minutes, requests with cookies past it) before nginx and PHP-FPM.</summary>
public sealed class VarnishBeforeNginx(PhpStack stack) : Proxy
{
    public override string Name => "Varnish";

    public override StartedProcess Start(Workplace workplace, int port, int origin, CertificateFiles? certificate)
    {
        var behind = Workplace.FreePort();
        new NginxBeforePhp(stack).Start(workplace, behind, origin, null);
        return workplace.Start(
            Machine.ProxyCore, Requirements.Find("varnishd")!, "-F", "-j", "none", "-n", workplace.Folder($"varnish-{port}"), "-T", "none",
            "-a", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}"), "-b", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{behind}"), "-s", "malloc,256m");
    }
}
