using System.IO.Compression;
using System.Text;

namespace Goodgate.EndToEnd.Stage;

/// <summary>Content codings, as a browser takes them off.</summary>
internal static class Decoding
{
    /// <summary>The content as text, its coding taken off.</summary>
    public static string Decoded(this Answer answer) => Encoding.UTF8.GetString(Bytes(answer.Field("Content-Encoding"), answer.Body));

    /// <summary>The content of a coding; throws when it is broken.</summary>
    public static byte[] Bytes(string? coding, byte[] content)
    {
        using var coded = new MemoryStream(content);
        using Stream decoder = coding switch
        {
            "gzip" => new GZipStream(coded, CompressionMode.Decompress),
            "br" => new BrotliStream(coded, CompressionMode.Decompress),
            _ => coded,
        };
        var plain = new MemoryStream();
        decoder.CopyTo(plain);
        return plain.ToArray();
    }

    /// <summary>True when the last of the content says that there is no more: a gzip member with the length of what it holds.</summary>
    /// <param name="content">Content coded with gzip.</param>
    /// <param name="length">Length of what it holds.</param>
    public static bool HasGzipEnd(byte[] content, int length) => content.Length > 18 && BitConverter.ToInt32(content, content.Length - 4) == length;
}
