namespace Goodgate.Gateway.Answers;

internal sealed record VisitorText(string Title, string Body);

internal static class VisitorTexts
{
    public static VisitorText For(string causeId, string language) => causeId switch
    {
        "connect-refused" when language == "de" => new("Diese Website antwortet gerade nicht", "Die Anwendung hinter dieser Website läuft im Moment nicht. Meist wird das in wenigen Minuten behoben."),
        "rate-limited" => new("Too many requests", "You, or somebody who shares your connection, sent more requests than this site accepts at once."),
        "response-timeout" => new("The site took too long to answer", "The page you asked for was not ready in time. The site itself is up, but a part of it is slow."),
        _ => new("This site is not answering right now", "The application behind this site is not running at the moment. This is usually put right within minutes."),
    };
}
