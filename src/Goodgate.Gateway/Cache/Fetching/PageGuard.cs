using System.IO.Compression;
using System.Runtime.InteropServices;
using Goodgate.Gateway.Answers;
using Goodgate.Gateway.Cache.Presets;
using Goodgate.Gateway.Exchanges;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Cache.Fetching;

/// <summary>
/// Reads a page on its way into the store and finds what must not be there: signs of a person who is logged in, and the page of a broken moment that calls
/// itself a success. It reads what the store has gathered, and holds nothing itself; a page too large to be gathered, or in a coding that cannot be read, is not stored.
/// </summary>
internal sealed class PageGuard
{
    // Pages of HTML are 30 to 300 KB; what is beyond is no page.
    private const int Most = 4 * 1024 * 1024;

    // The page of a database that is down has 2 to 3 KB (wp-includes/functions.php, dead_db); an article about it has more.
    private const int LongestBroken = 8 * 1024;

    // As much memory as a Brotli coder takes. It is in no other budget: one for each coder at most.
    private const int LongestPlain = 1024 * 1024;

    private readonly bool _signs;
    private readonly string _coding;

    private PageGuard(bool signs, string coding) => (_signs, _coding) = (signs, coding);

    /// <summary>
    /// Compressed pages that are read at once: it takes a processor each, and up to three times <see cref="Most"/> of memory.
    /// </summary>
    public static SemaphoreSlim Readers { get; } = new(Environment.ProcessorCount);

    /// <summary>True when it has to be decompressed first: not on an event loop.</summary>
    public bool IsCoded => _coding.Length > 0;

    /// <summary>How much is kept of a page that is compressed here, in order to read it: no more than would lie in memory if it were stored as it is.</summary>
    /// <param name="gathered">Most bytes of a page that lie in memory while it comes.</param>
    public int MostPlain(long gathered) => (int)Math.Min(_signs ? LongestPlain : LongestBroken, gathered);

    /// <summary>The guard of a response; null when there is nothing to guard: it is no HTML.</summary>
    /// <param name="route">Settings.</param>
    /// <param name="head">Head of the response.</param>
    /// <param name="isCodedHere">True when it is given the page as it was before its coding.</param>
    public static PageGuard? For(RouteCache route, ResponseHead head, bool isCodedHere)
    {
        var type = FieldLists.First(head.Fields, KnownField.ContentType);
        var isPage = type is null ? route.Preset is not null : type.Contains("html", StringComparison.OrdinalIgnoreCase);
        var coding = isCodedHere ? null : FieldLists.Joined(head.Fields, KnownField.ContentEncoding);
        return isPage ? new PageGuard(route.Preset is not null, coding?.ToLowerInvariant() ?? "") : null;
    }

    /// <summary>True when a page is too long to be read and so, where it must be, not to be stored.</summary>
    /// <param name="gathered">What of it lies in memory, or can.</param>
    /// <param name="length">Its length, or what has come of it.</param>
    public bool Misses(long gathered, long length) => _signs && length > Math.Min(gathered, Most);

    /// <summary>True when the page is not to be stored.</summary>
    /// <param name="content">The page as it came.</param>
    /// <param name="length">Its length: more than the content where it was not gathered.</param>
    public bool Finds(ReadOnlyMemory<byte> content, long length)
    {
        if (length > content.Length || length > (_signs ? Most : LongestBroken))
        {
            // Without a preset only short pages are looked at.
            return _signs;
        }

        if (length == 0)
        {
            return false;
        }

        return Plain(content, isWhole: true) is { } page ? (_signs && LoginSigns.Has(page.Span)) || IsBroken(page.Span) : _signs;
    }

    /// <summary>True when it has to be decompressed for the one or the other.</summary>
    /// <param name="length">Its length, or what has come of it.</param>
    /// <param name="isWhole">True for <see cref="Finds"/>, false for <see cref="FindsIn"/>.</param>
    public bool HasToDecode(long length, bool isWhole) => IsCoded && length > 0 && (_signs || (isWhole && length <= LongestBroken));

    /// <summary>True when the beginning of a page already shows that it is not to be stored.</summary>
    public bool FindsIn(ReadOnlyMemory<byte> beginning) => _signs && LoginSigns.Has((Plain(beginning, isWhole: false) ?? default).Span);

    private static bool IsBroken(ReadOnlySpan<byte> page) => page.Length <= LongestBroken && DatabaseWords.Find(page) is not null;

    // Null when it cannot be read: not at all, or not to its end where that is here.
    private ReadOnlyMemory<byte>? Plain(ReadOnlyMemory<byte> content, bool isWhole)
    {
        if (_coding.Length == 0)
        {
            return content;
        }

        using var coded = MemoryMarshal.TryGetArray(content, out var bytes) ? new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count) : new MemoryStream(content.ToArray());
        using Stream? decoded = _coding switch
        {
            "gzip" or "x-gzip" => new GZipStream(coded, CompressionMode.Decompress),
            "br" => new BrotliStream(coded, CompressionMode.Decompress),
            "deflate" => new ZLibStream(coded, CompressionMode.Decompress),
            _ => null,
        };
        if (decoded is null)
        {
            return null;
        }

        var page = new MemoryStream();
        return ReadAll(decoded, page) || !isWhole ? new ReadOnlyMemory<byte>?(page.GetBuffer().AsMemory(0, (int)page.Length)) : null;
    }

    // A megabyte of zeros is a kilobyte when compressed. False when there is too much, or what is behind cannot be read.
    private static bool ReadAll(Stream from, MemoryStream page)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (from.Read(buffer) is > 0 and var count)
            {
                if (page.Length + count > Most)
                {
                    return false;
                }

                page.Write(buffer, 0, count);
            }

            return true;
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException)
        {
            // Brotli throws the second where the others throw the first.
            return false;
        }
    }
}
