using System.Text;

namespace Goodgate.Wire.Tests.Http1;

/// <summary>Bytes written as text: each character up to U+00FF is one byte.</summary>
internal static class Latin1
{
    public static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);

    public static string Text(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);
}
