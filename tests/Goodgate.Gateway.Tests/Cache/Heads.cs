using System.Text;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Tests.Cache;

/// <summary>Heads for rules that read them.</summary>
internal static class Heads
{
    public static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A response.</summary>
    /// <param name="status">Status.</param>
    /// <param name="lines">Field lines, parted by <c>|</c>.</param>
    public static ResponseHead Response(int status, string lines)
    {
        var message = Encoding.Latin1.GetBytes($"HTTP/1.1 {status} X\r\n{Lines(lines)}\r\n");
        var reader = new ResponseHeadReader();
        reader.Reset();
        reader.Read(message, new HeadLimits(64 * 1024, 100)).ShouldBe(ReadStatus.Done, lines);
        reader.Head.Fields.Attach(message, 0);
        return reader.Head;
    }

    /// <summary>Fields of a request.</summary>
    public static FieldSection Request(string lines)
    {
        var builder = new RequestHeadBuilder();
        builder.Begin("GET", "/", 1, 1);
        builder.Field("Host", "a.test");
        foreach (var line in lines.Split('|', StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            builder.Field(line[..colon], line[(colon + 1)..].Trim());
        }

        builder.Complete();
        builder.Violation.ShouldBeNull();
        return builder.Head.Fields;
    }

    private static string Lines(string lines) => string.Concat(lines.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(line => line + "\r\n"));
}
