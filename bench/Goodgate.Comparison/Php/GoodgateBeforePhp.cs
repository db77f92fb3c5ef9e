using System.Globalization;
using Goodgate.Comparison.Proxies;

namespace Goodgate.Comparison.Php;

/// <summary>Goodgate as its own command starts it before a WordPress.</summary>
public sealed class GoodgateBeforePhp(PhpStack stack) : Proxy
{
    public override string Name => "Goodgate";

    public override StartedProcess Start(Workplace workplace, int port, int origin, CertificateFiles? certificate) => workplace.Start(
        Machine.ProxyCore,
        Path.Combine(Workplace.Repository, "goodgate"),
        "run", "--admin", "off", "--root", stack.Root, "--php", $"unix:{stack.Socket}", "--preset", "wordpress",
        "--listen", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
}
