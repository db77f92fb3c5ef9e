using System.Globalization;
using System.Text;

namespace Goodgate.Gateway.Answers;

/// <summary>The built-in failure page: one file, no script, no outside asset; well-formed as XML too, so that tests can read it.</summary>
internal static class HtmlPage
{
    public const string ContentType = "text/html; charset=utf-8";

    public static string Render(FailureView view) => $"""
        <!DOCTYPE html>
        <html lang="{view.Words.Tag}">
        <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <meta name="color-scheme" content="light dark" />
        <title>{HtmlText.Escape(view.Text.Title)} ({view.Status})</title>
        <link rel="icon" href="data:," />
        <style>{PageStyle.Css}</style>
        </head>
        <body>
        <main>
        <h1>{HtmlText.Escape(view.Text.Title)}</h1>
        <p class="lead">{HtmlText.Escape(view.Text.Body)}</p>
        <div class="way">
        {WayPicture.Render(view)}
        <p class="side">{HtmlText.Escape(view.Words.Sides[view.Scene.Side])}</p>
        </div>
        <h2>{HtmlText.Escape(view.Words.WhatToTry)}</h2>
        {AdviceList(view)}
        {Actions(view)}
        {Details(view)}
        </main>
        </body>
        </html>

        """;

    private static string AdviceList(FailureView view)
    {
        var list = new StringBuilder("<ul class=\"try\">");
        foreach (var advice in view.Advice)
        {
            list.Append("<li>").Append(HtmlText.Escape(view.Words.Advice[advice])).Append("</li>");
        }

        return list.Append("</ul>").ToString();
    }

    /// <summary>
    /// An empty reference is this page's own address (RFC 3986 §4.4), so the button needs no script and no path. It asks with
    /// GET, and is left out where the visitor had sent something, and below words that say that it does not help.
    /// </summary>
    private static string Actions(FailureView view)
    {
        var actions = new StringBuilder();
        actions.Append(view.WaitFirst is { } wait ? $"""<span class="wait">{HtmlText.Escape(wait)}</span>""" : "");
        actions.Append(view.Repeatable && !view.Advice.Contains(Advice.NeedsRepair) ? $"""<a class="btn" href="">{HtmlText.Escape(view.Words.TryAgain)}</a>""" : "");
        actions.Append(view.StatusPage is { } link
            ? $"""<a href="{HtmlText.Escape(link)}" rel="noopener noreferrer">{HtmlText.Escape(view.Words.StatusPage)}</a>"""
            : "");
        return actions.Length > 0 ? $"""<p class="go">{actions}</p>""" : "";
    }

    private static string Details(FailureView view)
    {
        var words = view.Words;
        var reference = view.Reference.Length > 0
            ? $"<dt>{HtmlText.Escape(words.Reference)}</dt><dd><code>{HtmlText.Escape(view.Reference)}</code></dd>"
            : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"""
            <dl aria-label="{HtmlText.Escape(words.Details)}">{reference}
            <dt>{HtmlText.Escape(words.Time)}</dt><dd><time datetime="{view.Time:yyyy-MM-dd'T'HH:mm:ss'Z'}">{view.Time:yyyy-MM-dd HH:mm:ss} UTC</time></dd>
            <dt>{HtmlText.Escape(words.Code)}</dt><dd>{view.Status} · {view.CauseId}</dd></dl>
            """);
    }
}
