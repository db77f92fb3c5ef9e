using System.Globalization;
using Goodgate.Comparison.Php;
using Goodgate.Comparison.Proxies;

namespace Goodgate.Comparison.Overload;

/// <summary>Goodgate before a pool whose size it was told; all else as it is by default.</summary>
/// <param name="stack">The WordPress.</param>
/// <param name="workers">Workers of its pool.</param>
/// <param name="cache">What is cached: a mode of <c>cache</c> in the settings.</param>
public sealed class GoodgateBeforePool(PhpStack stack, int workers, string cache = "off") : Proxy
{
    public override string Name => "Goodgate";

    public override StartedProcess Start(Workplace workplace, int port, int origin, CertificateFiles? certificate)
    {
        var file = workplace.Write($"goodgate-{port}.yaml", $$"""
            listen: ["http://127.0.0.1:{{port}}"]
            upstreams:
              php:
                servers: ["fastcgi+unix:{{stack.Socket}}"]
                fastcgi:
                  pool:
                    workers: {{workers.ToString(CultureInfo.InvariantCulture)}}
            sites:
              blog:
                hosts: ["*"]
                cache: {{cache}}
                files:
                  root: {{stack.Root}}
                  php: php
                  preset: wordpress

            """);
        return workplace.Start(Machine.ProxyCore, Path.Combine(Workplace.Repository, "goodgate"), "run", "--admin", "off", "-c", file);
    }
}
