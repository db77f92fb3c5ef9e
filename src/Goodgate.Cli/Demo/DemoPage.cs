using System.Net;
using System.Text;
using Goodgate.Lab;

namespace Goodgate.Cli.Demo;

/// <summary>The demo's first page: a link per fault, for a browser.</summary>
internal static class DemoPage
{
    public static string Html(IEnumerable<RunningFault> faults)
    {
        var links = new StringBuilder();
        foreach (var fault in faults)
        {
            var name = WebUtility.HtmlEncode(fault.Fault.Name);
            links.Append($"<li><a href=\"/{name}\">{name}</a> {WebUtility.HtmlEncode(fault.Fault.Title)}</li>\n");
        }

        return $$"""
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Goodgate demo</title>
            <style>
            body { font: 16px/1.6 system-ui, sans-serif; max-width: 46rem; margin: 3rem auto; padding: 0 1rem; color: #1c2733; background: #fbfaf7 }
            h1 { font-size: 1.5rem; margin-bottom: .2rem } ul { list-style: none; padding: 0 } li { padding: .25rem 0; border-top: 1px solid #e4e0d8 }
            a { color: #0b5f6b; font-weight: 600; display: inline-block; min-width: 17rem } a:focus-visible { outline: 3px solid #0b5f6b }
            p a { min-width: 0 }
            @media (prefers-color-scheme: dark) { body { background: #14191f; color: #dfe6ec } a { color: #7fd3dd } li { border-color: #2b343d } }
            </style></head>
            <body><main>
            <h1>Goodgate demo</h1>
            <p>Behind each link stands a server that fails in its own way. Open one: the page tells a visitor what to do,
            and the terminal tells the operator what broke. <a href="/headers">/headers</a> has one dead and one healthy server, and stays up.</p>
            <ul>
            {{links}}</ul>
            </main></body>
            </html>

            """;
    }
}
