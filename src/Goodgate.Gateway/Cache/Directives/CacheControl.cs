using System.Text;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Cache.Directives;

/// <summary>Reads Cache-Control of a request or a response (RFC 9111 §5.2), over all its lines. Of a directive that comes twice the first holds (§4.2.1).</summary>
internal static class CacheControl
{
    // Names listed by no-cache or private; more than a head has fields are a mistake or an attack.
    private const int MostNames = 32;

    /// <summary>What it says; <see cref="CacheDirectives.None"/> when there is no such field.</summary>
    public static CacheDirectives Of(FieldSection fields)
    {
        var index = fields.Find(KnownField.CacheControl);
        if (index < 0)
        {
            return CacheDirectives.None;
        }

        var said = new CacheDirectives();
        for (; index >= 0; index = fields.Find(KnownField.CacheControl, index + 1))
        {
            Read(fields.Value(index), said);
        }

        return said;
    }

    /// <summary>Reads one line into what was said before.</summary>
    public static void Read(ReadOnlySpan<byte> value, CacheDirectives said)
    {
        var list = new DirectiveList(value);
        while (list.Next())
        {
            Take(list, said);
        }
    }

    private static void Take(DirectiveList one, CacheDirectives said)
    {
        switch (one.Name.Length)
        {
            case 6 when Is(one, "public"u8):
                said.IsPublic = true;
                break;
            case 7 when Is(one, "max-age"u8):
                said.MaxAge ??= Seconds(one.Argument);
                break;
            case 7 when Is(one, "private"u8):
                (said.IsPrivate, said.PrivateFields) = Named(one, said.IsPrivate, said.PrivateFields);
                break;
            case 8 when Is(one, "no-cache"u8):
                (said.NoCache, said.NoCacheFields) = Named(one, said.NoCache, said.NoCacheFields);
                break;
            case 8 when Is(one, "no-store"u8):
                said.NoStore = true;
                break;
            case 8 when Is(one, "s-maxage"u8):
                said.SharedMaxAge ??= Seconds(one.Argument);
                break;
            case 9 when Is(one, "min-fresh"u8):
                said.MinFresh ??= Seconds(one.Argument);
                break;
            case 9 when Is(one, "max-stale"u8):
                said.MaxStale ??= one.HasArgument ? Seconds(one.Argument) : CacheDirectives.MostSeconds;
                break;
            default:
                TakeLong(one, said);
                break;
        }
    }

    private static void TakeLong(DirectiveList one, CacheDirectives said)
    {
        switch (one.Name.Length)
        {
            case 14 when Is(one, "stale-if-error"u8):
                said.StaleIfError ??= Seconds(one.Argument);
                break;
            case 14 when Is(one, "only-if-cached"u8):
                said.OnlyIfCached = true;
                break;
            case 15 when Is(one, "must-revalidate"u8):
                said.MustRevalidate = true;
                break;
            case 15 when Is(one, "must-understand"u8):
                said.MustUnderstand = true;
                break;
            case 16 when Is(one, "proxy-revalidate"u8):
                said.ProxyRevalidate = true;
                break;
            case 22 when Is(one, "stale-while-revalidate"u8):
                said.StaleWhileRevalidate ??= Seconds(one.Argument);
                break;
        }
    }

    // Without an argument the directive is about the whole response, with one about the fields it lists (RFC 9111 §5.2.2.4, §5.2.2.7).
    private static (bool Whole, IReadOnlyList<string> Fields) Named(DirectiveList one, bool whole, IReadOnlyList<string> fields)
    {
        if (!one.HasArgument)
        {
            return (true, fields);
        }

        List<string> names = [.. fields];
        var rest = one.Argument;
        while (!rest.IsEmpty)
        {
            var name = Exchanges.FieldLists.Next(ref rest);
            if (names.Count == MostNames || name.ContainsAnyExcept(Grammar.Token))
            {
                // Not to be understood: the careful reading is the whole response.
                return (true, fields);
            }

            if (!name.IsEmpty)
            {
                names.Add(Encoding.ASCII.GetString(name));
            }
        }

        return (whole || names.Count == 0, names);
    }

    /// <summary>delta-seconds = 1*DIGIT (RFC 9111 §1.2.2); what is none counts as 0: stale.</summary>
    public static long Seconds(ReadOnlySpan<byte> digits)
    {
        if (digits.IsEmpty || digits.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return CacheDirectives.Broken;
        }

        return System.Buffers.Text.Utf8Parser.TryParse(digits, out long seconds, out var read) && read == digits.Length
            ? Math.Min(seconds, CacheDirectives.MostSeconds)
            : CacheDirectives.MostSeconds;
    }

    private static bool Is(DirectiveList one, ReadOnlySpan<byte> name) => Ascii.EqualsIgnoreCase(one.Name, name);
}
