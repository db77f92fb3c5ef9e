using System.IO.Compression;
using Goodgate.Gateway.Answers;
using Goodgate.Gateway.Cache.Presets;
using Goodgate.Gateway.Exchanges;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Cache.Fetching;

/// <summary>
/// Reads a page on its way into the store and finds what must not be there: signs of a person who is logged in, and the page of a broken moment that calls
/// itself a success. Pages are held to be read once complete; one too large to be held, or in a coding that cannot be read, is not stored.
/// </summary>
internal sealed class PageGuard : IDisposable
{
    // Pages of HTML are 30 to 300 KB; what is beyond is no page.
    private const int Most = 4 * 1024 * 1024;

    // The page of a database that is down has 2 to 3 KB (wp-includes/functions.php, dead_db); an article about it has more.
    private const int LongestBroken = 8 * 1024;

    private readonly bool _signs;
    private readonly string _coding;
    private readonly MemoryStream _page = new();
    private bool _tooLarge;

    private PageGuard(bool signs, string coding) => (_signs, _coding) = (signs, coding);

    /// <summary>True when it has to be decompressed first: not on an event loop.</summary>
    public bool IsCoded => _coding.Length > 0 && _page.Length > 0;

    /// <summary>The guard of a response; null when there is nothing to guard: it is no HTML.</summary>
    public static PageGuard? For(RouteCache route, ResponseHead head)
    {
        var type = FieldLists.First(head.Fields, KnownField.ContentType);
        var isPage = type is null ? route.Preset is not null : type.Contains("html", StringComparison.OrdinalIgnoreCase);
        return isPage ? new PageGuard(route.Preset is not null, FieldLists.Joined(head.Fields, KnownField.ContentEncoding)?.ToLowerInvariant() ?? "") : null;
    }

    /// <summary>Takes content.</summary>
    public void Look(ReadOnlySpan<byte> content)
    {
        _tooLarge |= _page.Length + content.Length > (_signs ? Most : LongestBroken);
        if (!_tooLarge)
        {
            _page.Write(content);
        }
    }

    /// <summary>True when the page is not to be stored.</summary>
    public bool Finds()
    {
        if (_tooLarge)
        {
            // Without a preset only short pages are looked at.
            return _signs;
        }

        if (Plain() is not { } page)
        {
            return _signs;
        }

        return (page.Length <= LongestBroken && DatabaseWords.Find(page) is not null) || (_signs && LoginSigns.Has(page));
    }

    public void Dispose() => _page.Dispose();

    private byte[]? Plain()
    {
        if (_coding.Length == 0)
        {
            return _page.ToArray();
        }

        _page.Position = 0;
        try
        {
            using Stream? decoded = _coding switch
            {
                "gzip" or "x-gzip" => new GZipStream(_page, CompressionMode.Decompress),
                "br" => new BrotliStream(_page, CompressionMode.Decompress),
                "deflate" => new ZLibStream(_page, CompressionMode.Decompress),
                _ => null,
            };
            return decoded is null ? null : ReadAll(decoded);
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException)
        {
            // Brotli throws the second where the others throw the first.
            return null;
        }
    }

    // A megabyte of zeros is a kilobyte when compressed.
    private static byte[]? ReadAll(Stream from)
    {
        var page = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (from.Read(buffer) is > 0 and var count)
        {
            if (page.Length + count > Most)
            {
                return null;
            }

            page.Write(buffer, 0, count);
        }

        return page.ToArray();
    }
}
