using System.Text;

namespace Goodgate.Verdicts.Catalogue;

/// <summary>Writes the catalogue as a Markdown page: <c>docs/causes.md</c> is this text, and a test compares them.</summary>
public static class CauseDocument
{
    private const string Opening =
        """
        # Causes

        <!-- Generated from src/Goodgate.Verdicts/Catalogue by CauseDocument; change the catalogue, not this file. -->

        Every 502, 503 and 504 has a cause, and each cause has one entry here. The same entries are used for Goodgate's own traffic, for probes
        from outside and for the logs of other gateways.

        How to read an entry:

        - **Id**: stable; never renamed, never reused. It stands in headers, logs, metrics and JSON.
        - **Who**: the party that must act, unless the evidence says otherwise.
        - **Status**: what Goodgate itself answers. The same cause has other numbers in other products, so start from the cause, not from the number.
          "none" means that nothing is sent, or that the status is the application's own.
        - **RFC 9209**: the error type in the Proxy-Status field.
        - **Commands**: replace the words in capitals: HOST and PORT of the server as the gateway calls it, SOCKET its path, NAME a host or service name
          (or a user's name where one is asked for), URL a full address, LOG a log file, SCRIPT the path of a script, REFERENCE the number shown on the page.

        """;

    /// <summary>The whole page, with LF line ends and one at the end.</summary>
    public static string Markdown()
    {
        var page = new StringBuilder(Opening.ReplaceLineEndings("\n"));
        AppendTable(page);
        foreach (var layer in Causes.Layers)
        {
            page.Append($"\n## {Markup(layer.Name)}\n\n{Markup(layer.Opening)}\n");
            foreach (var cause in layer.Causes)
            {
                AppendSection(page, cause);
            }
        }

        return page.ToString();
    }

    private static void AppendTable(StringBuilder page)
    {
        page.Append("\n## All causes\n\n| id | title | who | status | RFC 9209 |\n| --- | --- | --- | --- | --- |\n");
        foreach (var cause in Causes.All)
        {
            page.Append($"| [{cause.Id}](#{cause.Id}) | {Markup(cause.Text.Title)} | {Lower(cause.Party)} | {Status(cause)} | {ErrorType(cause)} |\n");
        }
    }

    private static void AppendSection(StringBuilder page, Cause cause)
    {
        page.Append($"\n### {cause.Id}\n\n**{Markup(cause.Text.Title)}**\n\n");
        page.Append("| who | status | RFC 9209 | severity | usual repair | needs |\n| --- | --- | --- | --- | --- | --- |\n");
        page.Append($"| {Lower(cause.Party)} | {Status(cause)} | {ErrorType(cause)} | {Lower(cause.Severity)} | {Lower(cause.RepairTime)} | {Needs(cause.Skill)} |\n");

        var visitor = VisitorTexts.For(cause.Id, "en");
        AppendParagraph(page, "What the visitor reads", $"**{Markup(visitor.Title)}.** {Markup(visitor.Body)}");
        AppendParagraph(page, "For the owner of the site", Markup(cause.Text.Owner));
        AppendParagraph(page, "Exactly", Markup(cause.Text.Meaning));
        AppendParagraph(page, "What you see", Markup(cause.Text.WhatYouSee));
        AppendParagraph(page, "Who must act", Markup(cause.Text.WhoMustAct));

        page.Append("\nFirst steps:\n\n");
        for (var i = 0; i < cause.Text.FirstSteps.Count; i++)
        {
            page.Append($"{i + 1}. {Markup(cause.Text.FirstSteps[i])}\n");
        }

        page.Append($"\n```sh\n{cause.Text.Command}\n```\n");
    }

    private static void AppendParagraph(StringBuilder page, string name, string text) => page.Append($"\n*{name}*: {text}\n");

    private static string Status(Cause cause) => cause.Status?.ToString() ?? "none";

    private static string ErrorType(Cause cause) => cause.ProxyError is { } type ? $"`{type}`" : "none";

    private static string Lower<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static string Needs(Skill skill) => skill switch
    {
        Skill.Anyone => "anyone",
        Skill.SiteOwner => "site owner",
        Skill.Administrator => "administrator",
        Skill.Developer => "developer",
        _ => throw new ArgumentOutOfRangeException(nameof(skill), skill, "no words for this skill"),
    };

    /// <summary>Escapes what Markdown would take as markup (CommonMark 0.31 §2.4); an underscore inside a word is none (§6.2).</summary>
    private static string Markup(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            var special = text[i] switch
            {
                '\\' or '`' or '*' or '<' or '>' or '[' or ']' or '|' or '~' or '&' => true,
                '_' => !IsInsideWord(text, i),
                _ => false,
            };
            escaped.Append(special ? "\\" : "").Append(text[i]);
        }

        return escaped.ToString();
    }

    private static bool IsInsideWord(string text, int at) =>
        at > 0 && at < text.Length - 1 && char.IsLetterOrDigit(text[at - 1]) && char.IsLetterOrDigit(text[at + 1]);
}
