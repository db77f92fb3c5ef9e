using Goodgate.Wire.FastCgi;

namespace Goodgate.Wire.Tests.FastCgi;

/// <summary>Records as text, each character a byte; written by hand, so that the writer of the product is not its own witness.</summary>
internal static class Records
{
    public const string Head = "Content-Type: text/plain\r\n\r\n";

    public static string Record(RecordType type, string content, int padding = 0, int id = 1, int version = 1) =>
        $"{(char)version}{(char)type}{Two(id)}{Two(content.Length)}{(char)padding}\0{content}{new string('p', padding)}";

    public static string Out(string content, int padding = 0) => Record(RecordType.StandardOutput, content, padding);

    public static string Err(string content, int padding = 0) => Record(RecordType.StandardError, content, padding);

    public static string End(int status = 0, ProtocolStatus protocol = ProtocolStatus.RequestComplete, int padding = 0) =>
        Record(RecordType.EndRequest, $"{Two(status >> 16)}{Two(status & 0xFFFF)}{(char)protocol}\0\0\0", padding);

    private static string Two(int number) => $"{(char)(number >> 8)}{(char)(number & 0xFF)}";
}
