using System.Globalization;
using System.Text;

namespace Goodgate.Gateway.Answers;

/// <summary>
/// A failure for a gRPC client: a Trailers-Only response, that is one field section with the status in it
/// (gRPC over HTTP/2, "Responses"). An HTTP error status would reach the caller as a guess of its library.
/// </summary>
internal static class GrpcAnswer
{
    private const string Type = "application/grpc";

    /// <summary>True for <c>application/grpc</c>, <c>application/grpc+proto</c>, <c>application/grpc-web…</c>; parameters do not matter.</summary>
    public static bool Fits(string? contentType) =>
        contentType is not null
        && contentType.StartsWith(Type, StringComparison.OrdinalIgnoreCase)
        && (contentType.Length == Type.Length || contentType[Type.Length] is '+' or '-' or ';' or ' ');

    public static RenderedAnswer Render(FailureView view, string? contentType)
    {
        var fields = AnswerFields.Always(view);
        AnswerFields.Add(fields, "grpc-status", Code(view.Status).ToString(CultureInfo.InvariantCulture));
        AnswerFields.Add(fields, "grpc-message", Message($"{view.Text.Title} ({view.CauseId})"));
        return new(200, Known(contentType), ReadOnlyMemory<byte>.Empty, ContentLength: null, fields);
    }

    /// <summary>gRPC's own table (grpc/doc/http-grpc-status-mapping.md), but for 504 and 500, where we know what it means.</summary>
    private static int Code(int status) => status switch
    {
        400 => 13, // INTERNAL
        401 => 16, // UNAUTHENTICATED
        403 => 7, // PERMISSION_DENIED
        404 => 12, // UNIMPLEMENTED
        429 or 502 or 503 => 14, // UNAVAILABLE
        504 => 4, // DEADLINE_EXCEEDED
        500 => 13, // INTERNAL
        _ => 2, // UNKNOWN
    };

    /// <summary>The client's type if it is one of the usual, so that nothing of the client's is echoed unread.</summary>
    private static string Known(string? contentType) => contentType?.Split(';', 2)[0].Trim().ToLowerInvariant() switch
    {
        "application/grpc+proto" => "application/grpc+proto",
        "application/grpc+json" => "application/grpc+json",
        "application/grpc-web" => "application/grpc-web",
        "application/grpc-web+proto" => "application/grpc-web+proto",
        "application/grpc-web-text" => "application/grpc-web-text",
        "application/grpc-web-text+proto" => "application/grpc-web-text+proto",
        _ => Type,
    };

    /// <summary>Percent-encoding of gRPC over HTTP/2, "Status-Message": printable ASCII but <c>%</c> stands for itself.</summary>
    private static string Message(string text)
    {
        var encoded = new StringBuilder(text.Length);
        foreach (var octet in Encoding.UTF8.GetBytes(text))
        {
            _ = octet is >= 0x20 and <= 0x7E and not (byte)'%' ? encoded.Append((char)octet) : encoded.Append($"%{octet:X2}");
        }

        return encoded.ToString();
    }
}
