using System.Buffers.Binary;
using System.Text;

namespace Goodgate.Gateway.Cache.Storage.Records;

/// <summary>Key, variant and tags of a record as bytes: each text as its length (4) and UTF-8, the tags behind their number (4).</summary>
/// <param name="Key">The primary key.</param>
/// <param name="Variant">The secondary key.</param>
/// <param name="Tags">Tags for purges.</param>
internal sealed record RecordText(string Key, string Variant, IReadOnlyList<string> Tags)
{
    /// <summary>Most tags.</summary>
    public const int MostTags = 64;

    /// <summary>Most characters of a key or variant.</summary>
    public const int MostKey = 8 * 1024;

    /// <summary>Most characters of a tag. Fastly takes 1,024.</summary>
    public const int MostTag = 1024;

    /// <summary>Most bytes of all of it: three for each character.</summary>
    public const int Most = (3 * ((2 * MostKey) + (MostTags * MostTag))) + (sizeof(int) * (3 + MostTags));

    // Half a surrogate pair would come back as another character.
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Its bytes; null when it is too long or not text.</summary>
    public static byte[]? Write(string key, string variant, IReadOnlyList<string> tags)
    {
        if (key.Length > MostKey || variant.Length > MostKey || tags.Count > MostTags || tags.Any(tag => tag.Length > MostTag))
        {
            return null;
        }

        try
        {
            string[] all = [key, variant, .. tags];
            var bytes = new byte[all.Sum(text => sizeof(int) + Strict.GetByteCount(text)) + sizeof(int)];
            var at = 0;
            for (var i = 0; i < all.Length; i++)
            {
                if (i == 2)
                {
                    BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), tags.Count);
                    at += sizeof(int);
                }

                var length = Strict.GetBytes(all[i], bytes.AsSpan(at + sizeof(int)));
                BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), length);
                at += sizeof(int) + length;
            }

            return bytes;
        }
        catch (EncoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>Reads it back; null when the bytes are not what <see cref="Write"/> wrote.</summary>
    public static RecordText? Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var key = Next(ref bytes);
            var variant = Next(ref bytes);
            var count = NextNumber(ref bytes);
            if (count > MostTags)
            {
                return null;
            }

            var tags = new string[count];
            for (var i = 0; i < count; i++)
            {
                tags[i] = Next(ref bytes);
            }

            return bytes.Length == 0 ? new RecordText(key, variant, tags) : null;
        }
        catch (Exception e) when (e is DecoderFallbackException or InvalidDataException)
        {
            return null;
        }
    }

    private static string Next(ref ReadOnlySpan<byte> bytes)
    {
        var length = NextNumber(ref bytes);
        if (length > bytes.Length)
        {
            throw new InvalidDataException("a text that is longer than its record");
        }

        var text = Strict.GetString(bytes[..length]);
        bytes = bytes[length..];
        return text;
    }

    private static int NextNumber(ref ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < sizeof(int) || BinaryPrimitives.ReadInt32LittleEndian(bytes) is var number && number < 0)
        {
            throw new InvalidDataException("a number that is cut off or negative");
        }

        bytes = bytes[sizeof(int)..];
        return number;
    }
}
