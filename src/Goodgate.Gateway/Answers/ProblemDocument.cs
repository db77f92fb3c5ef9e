using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Goodgate.Gateway.Answers;

/// <summary>
/// A failure as RFC 9457 problem details. The type is an opaque URN per cause: compared, never fetched (docs/failure-pages.md).
/// </summary>
internal static class ProblemDocument
{
    public const string ContentType = "application/problem+json";

    /// <summary>The default encoder: whatever is not plain ASCII is escaped, so that the text is harmless inside HTML too.</summary>
    public static byte[] Render(FailureView view)
    {
        var buffer = new ArrayBufferWriter<byte>(768);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("type", $"urn:goodgate:{(view.Refusal is null ? "cause" : "refusal")}:{view.CauseId}");
            json.WriteString("title", view.Text.Title);
            json.WriteNumber("status", view.Status);
            json.WriteString("detail", view.Text.Body);
            if (view.Reference.Length > 0)
            {
                json.WriteString("instance", $"urn:goodgate:request:{Uri.EscapeDataString(view.Reference)}");
            }

            WriteExtensions(json, view);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Extension members (RFC 9457 §3.2). The party that must act stays out: it is the operator's knowledge.</summary>
    private static void WriteExtensions(Utf8JsonWriter json, FailureView view)
    {
        json.WriteString(view.Refusal is null ? "cause" : "refused", view.CauseId);
        if (view.Reference.Length > 0)
        {
            json.WriteString("request_id", view.Reference);
        }

        json.WriteString("time", view.Time.ToString("yyyy-MM-ddTHH:mm:ss'Z'", CultureInfo.InvariantCulture));
        if (view.RetrySeconds is { } seconds)
        {
            json.WriteNumber("retry_after", seconds);
        }

        if (view.StatusPage is { } link)
        {
            json.WriteString("status_page", link);
        }
    }
}
