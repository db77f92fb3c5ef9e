using System.Text;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Forwarding;

/// <summary>Responses whose client waits for the head alone: event streams, gRPC, line-delimited JSON, and those that say so.</summary>
internal static class StreamingMedia
{
    private static readonly string[] Types = ["text/event-stream", "application/grpc", "application/x-ndjson", "application/jsonl"];

    public static bool Is(FieldSection fields)
    {
        var type = fields.Find(KnownField.ContentType);
        if (type >= 0)
        {
            var value = fields.Value(type);
            foreach (var one in Types)
            {
                if (value.Length >= one.Length && Ascii.EqualsIgnoreCase(value[..one.Length], one))
                {
                    return true;
                }
            }
        }

        // nginx's own switch, set by many applications.
        var buffering = fields.Find(KnownField.XAccelBuffering);
        return buffering >= 0 && Ascii.EqualsIgnoreCase(fields.Value(buffering), "no"u8);
    }
}
