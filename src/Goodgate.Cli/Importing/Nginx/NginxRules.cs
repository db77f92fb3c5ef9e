using Goodgate.Cli.Importing.Nginx.Rules;

namespace Goodgate.Cli.Importing.Nginx;

/// <summary>All rules for nginx's settings.</summary>
internal static class NginxRules
{
    public static readonly IReadOnlyList<ImportRule<NginxConfig>> All =
    [
        .. NameRules.All, .. KeepAliveRules.All, .. GroupRules.All, .. TlsRules.All, .. PathRules.All,
        .. WebSocketRules.All, .. FastCgiRules.All, .. AnswerRules.All, .. HeadRules.All,
    ];
}
