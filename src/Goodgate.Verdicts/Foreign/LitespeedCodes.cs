using Goodgate.Verdicts.Catalogue;

namespace Goodgate.Verdicts.Foreign;

/// <summary>Messages of LiteSpeed and of its PHP (lsphp), each under a short name. Source: openlitespeed src/extensions/lsapi, fcgi; lsapilib.c. Not run here.</summary>
internal static class LitespeedCodes
{
    public static IReadOnlyList<ForeignCode> All { get; } =
    [
        Of("max-children", CauseIds.WorkerPoolExhausted, "'Reached max children process limit: N, ..., please increase LSAPI_CHILDREN'"),
        Of("premature-end", CauseIds.ApplicationScriptError, "'Premature end of response header': the script's process ended without a head (500)",
            "worker-crashed when the kernel's log or stderr.log says that the process died"),
        Of("no-delivery", CauseIds.WorkerPoolExhausted, "'No request delivery notification has been received from LSAPI application, possible dead lock': no process took the request within 3 s",
            "a process that hangs (response-timeout); 'Reached max children' in stderr.log decides"),
    ];

    private static ForeignCode Of(string code, string cause, string meaning, string? also = null) => new("litespeed", code, cause, meaning, also);
}
