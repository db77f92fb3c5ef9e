namespace Goodgate.Logs.Reporting;

/// <summary>How many servers an access line says were asked for its request.</summary>
internal static class AskedServers
{
    private const string Field = "upstream_addr ";

    /// <param name="quote">The decisive words of the line: <c>status 502, upstream_status 502, 502, upstream_addr 10.0.0.1:80, 10.0.0.2:80, connect_time 0.001</c>.</param>
    /// <returns>0 when it does not tell.</returns>
    public static int Count(string quote)
    {
        var at = quote.IndexOf(Field, StringComparison.Ordinal);
        if (at < 0)
        {
            return 0;
        }

        // The next field has its name and a blank before its value; an address has none. " : " stands where a request was sent on inside nginx.
        return quote[(at + Field.Length)..].Replace(" : ", ", ", StringComparison.Ordinal).Split(", ").TakeWhile(part => part.Length > 0 && !part.Contains(' ', StringComparison.Ordinal)).Count();
    }
}
