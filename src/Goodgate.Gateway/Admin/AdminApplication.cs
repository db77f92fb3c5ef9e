using System.Globalization;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Goodgate.Gateway.Admin;

/// <summary>Finds the page, asks the guard, writes the answer.</summary>
/// <param name="guard">Who may read.</param>
/// <param name="pages">What there is.</param>
public sealed class AdminApplication(AdminGuard guard, IReadOnlyList<AdminPage> pages) : IHttpApplication<HttpContext>
{
    private AdminGuard _guard = guard;

    /// <summary>Who may read, from now on.</summary>
    public void Use(AdminGuard next) => Volatile.Write(ref _guard, next);

    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    // On the thread pool, never on an event loop: the admin port's sockets are Kestrel's own.
    public Task ProcessRequestAsync(HttpContext context) => AnswerAsync(context);

    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var (page, rest) = Find(context.Request.Path.Value ?? "/");
        var answer = Volatile.Read(ref _guard).Check(context, page) ?? await AskAsync(page, rest, context.Request);
        var response = context.Response;
        response.StatusCode = answer.Status;
        response.ContentType = answer.ContentType;
        response.ContentLength = answer.Body.Length;
        SetFields(response.Headers);
        if (answer.RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = wait.TotalSeconds.ToString("F0", CultureInfo.InvariantCulture);
        }

        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.Body.WriteAsync(answer.Body, context.RequestAborted);
        }
    }

    private (AdminPage? Page, string Behind) Find(string path)
    {
        foreach (var page in pages)
        {
            if (page.Path == path)
            {
                return (page, "");
            }

            if (page.Path.Length > 1 && page.Path.EndsWith('/') && path.StartsWith(page.Path, StringComparison.Ordinal))
            {
                return (page, path[page.Path.Length..]);
            }
        }

        return (null, "");
    }

    private async Task<AdminAnswer> AskAsync(AdminPage? page, string rest, HttpRequest request)
    {
        if (page is null)
        {
            return AdminAnswer.Text(404, "Nothing here. There is:\n" + string.Join('\n', pages.Select(one => "  " + one.Path)));
        }

        try
        {
            var query = request.Query.ToDictionary(one => one.Key, one => one.Value[^1] ?? "", StringComparer.Ordinal);
            var asked = new AdminRequest(rest, query, request.Headers.Accept.ToString());
            return HttpMethods.IsPost(request.Method) ? await page.Post!(asked) : page.Answer(asked);
        }
        catch (Exception e)
        {
            return AdminAnswer.Text(500, $"This page failed: a defect of Goodgate's. {e.GetType().Name}: {e.Message}");
        }
    }

    // No CORS: no page of another origin may read this.
    private static void SetFields(IHeaderDictionary fields)
    {
        fields.CacheControl = "no-store";
        fields.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'";
        fields.XContentTypeOptions = "nosniff";
        fields.XFrameOptions = "DENY";
        fields["Referrer-Policy"] = "no-referrer";
        fields["Cross-Origin-Resource-Policy"] = "same-origin";
    }
}
