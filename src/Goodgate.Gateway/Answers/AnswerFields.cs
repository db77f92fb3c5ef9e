using System.Globalization;

namespace Goodgate.Gateway.Answers;

/// <summary>The fields of a failure answer, beside Content-Type and Content-Length.</summary>
internal static class AnswerFields
{
    /// <summary>Content-Security-Policy for answers that are no pages: should a browser show them, they load and frame nothing.</summary>
    public const string NothingAllowed = "default-src 'none'; frame-ancestors 'none'";

    /// <param name="view">The failure.</param>
    /// <param name="language">Content-Language; null = unknown, so not sent.</param>
    /// <param name="policy">Content-Security-Policy.</param>
    public static List<KeyValuePair<string, string>> For(FailureView view, string? language, string policy)
    {
        var fields = Always(view);
        Add(fields, "Content-Language", language);
        Add(fields, "Vary", "Accept, Accept-Language");
        Add(fields, "X-Content-Type-Options", "nosniff");
        Add(fields, "Content-Security-Policy", policy);
        Add(fields, "X-Robots-Tag", "noindex");
        // The status page need not learn which address failed.
        Add(fields, "Referrer-Policy", "no-referrer");
        return fields;
    }

    /// <summary>The fields that say what a machine must know, whatever the shape.</summary>
    public static List<KeyValuePair<string, string>> Always(FailureView view)
    {
        var fields = new List<KeyValuePair<string, string>>(10);
        Add(fields, "Cache-Control", "no-store");
        Add(fields, "Retry-After", view.RetrySeconds?.ToString(CultureInfo.InvariantCulture));
        Add(fields, "X-Request-ID", view.Reference.Length > 0 ? view.Reference : null);
        return fields;
    }

    public static void Add(List<KeyValuePair<string, string>> fields, string name, string? value)
    {
        if (value is not null)
        {
            fields.Add(new(name, value));
        }
    }
}
