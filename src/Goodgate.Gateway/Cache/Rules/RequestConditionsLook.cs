using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Cache.Rules;

/// <summary>Whether a request makes conditions or asks for a part. One pass over the names; nearly none has any.</summary>
internal static class RequestConditionsLook
{
    /// <summary>True with Range, or a condition a cache may judge.</summary>
    public static bool HasAny(FieldSection fields) => Find(fields, withPreconditions: false, withRange: true, withConditions: true);

    /// <summary>True with Range.</summary>
    public static bool HasRange(FieldSection fields) => Find(fields, withPreconditions: false, withRange: true, withConditions: false);

    /// <summary>True with If-Match or If-Unmodified-Since: only its server can judge them.</summary>
    public static bool HasPreconditions(FieldSection fields) => Find(fields, withPreconditions: true, withRange: false, withConditions: false);

    private static bool Find(FieldSection fields, bool withPreconditions, bool withRange, bool withConditions)
    {
        for (var i = 0; i < fields.Count; i++)
        {
            if (fields[i].Known != KnownField.Other)
            {
                continue;
            }

            var name = fields.Name(i);
            var found = name.Length switch
            {
                5 => withRange && Is(name, "Range"u8),
                8 => (withConditions && Is(name, "If-Range"u8)) || (withPreconditions && Is(name, "If-Match"u8)),
                13 => withConditions && Is(name, "If-None-Match"u8),
                17 => withConditions && Is(name, "If-Modified-Since"u8),
                19 => withPreconditions && Is(name, "If-Unmodified-Since"u8),
                _ => false,
            };
            if (found)
            {
                return true;
            }
        }

        return false;
    }

    private static bool Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> other) => System.Text.Ascii.EqualsIgnoreCase(name, other);
}
