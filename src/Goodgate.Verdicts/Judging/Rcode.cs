namespace Goodgate.Verdicts.Judging;

/// <summary>Names of DNS response codes. Source: RFC 1035 §4.1.1, RFC 6895 §2.3.</summary>
public static class Rcode
{
    public static string Name(int code) => code switch
    {
        0 => "NOERROR",
        1 => "FORMERR",
        2 => "SERVFAIL",
        3 => "NXDOMAIN",
        4 => "NOTIMP",
        5 => "REFUSED",
        _ => $"RCODE{code}",
    };
}
