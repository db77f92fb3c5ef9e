using Goodgate.Verdicts.Catalogue;

namespace Goodgate.Lab.Catalogue;

/// <summary>Correct HTTP that says the application has failed; a gateway relays it and tells whose error it is.</summary>
internal static class ApplicationFaults
{
    private const string NginxTail = "<hr><center>nginx/1.22.1</center>\r\n</body>\r\n</html>\r\n";

    private const string WordPress =
        """
        <!DOCTYPE html>
        <html lang="en-US">
        <head><meta http-equiv="Content-Type" content="text/html; charset=utf-8" /><title>Database Error</title></head>
        <body><h1>Error establishing a database connection</h1></body>
        </html>

        """;

    public static IReadOnlyList<Fault> All { get; } =
    [
        Sent("", "The server answers 503 with Retry-After: maintenance.", 503,
            "503 Service Unavailable\r\nServer: Apache\r\nRetry-After: 120", "<h1>Down for maintenance</h1>\n"),
        Sent("-502", "A gateway behind the server answers 502.", 502, "502 Bad Gateway\r\nServer: nginx/1.22.1\r\nVia: 1.1 inner.goodgate.test",
            "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n" + NginxTail),
        Sent("-504", "A gateway behind the server answers 504.", 504, "504 Gateway Time-out\r\nServer: nginx/1.22.1\r\nVia: 1.1 inner.goodgate.test",
            "<html>\r\n<head><title>504 Gateway Time-out</title></head>\r\n<body>\r\n<center><h1>504 Gateway Time-out</h1></center>\r\n" + NginxTail),
        Sent("-500", "The application answers 500 with an empty page.", 500, "500 Internal Server Error", ""),
        new(CauseIds.DatabaseDown, CauseIds.DatabaseDown, "WordPress cannot reach its database (500).", 500,
            Answer.Always(Answer.Page("500 Internal Server Error\r\nServer: Apache", WordPress))),
        new("database-down-503", CauseIds.DatabaseDown, "The application answers 503 and says it cannot connect to its database.", 503,
            Answer.Always(Answer.Page("503 Service Unavailable", "<p>SQLSTATE[HY000] [2002] Connection refused</p>\n"))),
    ];

    private static Fault Sent(string variant, string title, int status, string head, string html) =>
        new(CauseIds.UpstreamSentError + variant, CauseIds.UpstreamSentError, title, status, Answer.Always(Answer.Page(head, html)));
}
