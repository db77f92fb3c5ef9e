using System.Net;
using Goodgate.Cli.Importing.Reading;

namespace Goodgate.Cli.Importing.Nginx.Rules;

/// <summary>Encryption towards servers, and protocols that do not fit the port.</summary>
internal static class TlsRules
{
    public static readonly IReadOnlyList<ImportRule<NginxConfig>> All =
    [
        new("sni-missing", "nginx does not say which name it wants unless told to: servers with several certificates answer with the wrong one, or refuse the handshake",
            ["tls-alert-received", "tls-certificate-name-mismatch", "tls-handshake-closed"], WithoutName),
        new("sni-group-name", "the name asked for and verified is that of the group, which no certificate has", ["tls-alert-received", "tls-certificate-name-mismatch"], GroupName),
        new("verify-without-ca", "there is nothing to verify against: nginx does not start, or refuses every certificate", ["tls-certificate-untrusted", "gateway-misconfigured"], WithoutAuthority),
        new("wrong-scheme-for-port", "that port speaks the other protocol as a rule: every request ends in a failed handshake, or in an answer nobody can read", ["tls-wrong-protocol", "wrong-protocol-on-port"], WrongScheme),
        new("http-to-fpm", "PHP-FPM speaks FastCGI, not HTTP: it closes without an answer", ["wrong-protocol-on-port", "upstream-closed-before-response"], HttpToFpm),
    ];

    private static IEnumerable<NginxPass> Encrypted(NginxConfig config) => config.Passes.Where(pass => pass.Target.Scheme is "https" or "grpcs");

    private static string? NameOf(NginxPass pass) => pass.Setting("ssl_name")?.Argument(0);

    private static IEnumerable<Fault> WithoutName(NginxConfig config) => Encrypted(config)
        .Where(pass => pass.Setting("ssl_server_name")?.Argument(0) != "on" && (NameOf(pass) is not null || !IPAddress.TryParse(pass.Target.Host, out _)) && pass.Target.Socket is null)
        .Select(pass => new Fault(pass.Directive, $"{pass.Directive} without {pass.Protocol}_ssl_server_name", $"{pass.Protocol}_ssl_server_name on;"));

    private static IEnumerable<Fault> GroupName(NginxConfig config) => Encrypted(config)
        .Where(pass => pass.Group is not null && NameOf(pass) is null && pass.Setting("ssl_server_name")?.Argument(0) == "on" && !pass.Target.Host.Contains('.'))
        .Select(pass => new Fault(pass.Directive, $"{pass.Directive}: the group's name is sent as the server's", $"{pass.Protocol}_ssl_name {pass.Servers.FirstOrDefault(one => one.IsName)?.Host ?? "NAME-IN-THE-CERTIFICATE"};"));

    private static IEnumerable<Fault> WithoutAuthority(NginxConfig config) => Encrypted(config)
        .Where(pass => pass.Setting("ssl_verify")?.Argument(0) == "on" && pass.Setting("ssl_trusted_certificate") is null)
        .Select(pass => new Fault(pass.Setting("ssl_verify")!, $"{pass.Setting("ssl_verify")} without {pass.Protocol}_ssl_trusted_certificate", $"{pass.Protocol}_ssl_trusted_certificate /etc/ssl/certs/ca-certificates.crt;"));

    private static IEnumerable<Fault> WrongScheme(NginxConfig config)
    {
        foreach (var pass in config.Passes.Where(pass => pass.Target.Scheme is "http" or "https"))
        {
            var wrong = pass.Target.Scheme == "http" ? 443 : 80;
            if (pass.Servers.Any(server => server.Port == wrong))
            {
                var other = pass.Target.Scheme == "http" ? "https" : "http";
                yield return new Fault(pass.Directive, $"{pass.Directive}: {pass.Target.Scheme} to port {wrong}", $"proxy_pass {other}{pass.Directive.Argument(0)[pass.Target.Scheme.Length..]};");
            }
        }
    }

    private static IEnumerable<Fault> HttpToFpm(NginxConfig config) => config.Passes
        .Where(pass => pass.IsHttp && pass.Servers.Any(server => server.Socket?.Contains("fpm", StringComparison.OrdinalIgnoreCase) == true))
        .Select(pass => new Fault(pass.Directive, pass.Directive.ToString(), $"include fastcgi_params; fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name; fastcgi_pass unix:{pass.Servers.First(one => one.Socket is not null).Socket};"));
}
