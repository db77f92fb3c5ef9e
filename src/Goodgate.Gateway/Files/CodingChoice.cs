using Goodgate.Gateway.Answers;

namespace Goodgate.Gateway.Files;

/// <summary>Which content codings a client takes (RFC 9110 §12.5.3).</summary>
/// <param name="Brotli">Weight of <c>br</c>, in thousandths; 0 = not taken.</param>
/// <param name="Gzip">Weight of <c>gzip</c>.</param>
internal readonly record struct CodingChoice(int Brotli, int Gzip)
{
    /// <summary>
    /// Reads Accept-Encoding; without it nothing is compressed: a client that takes codings says so. Of a coding that is named twice the better weight counts, as for
    /// the variant that a page is stored under: nobody may choose a form for others.
    /// </summary>
    public static CodingChoice Of(string? field)
    {
        if (field is null)
        {
            return default;
        }

        int? brotli = null, gzip = null;
        var others = 0;
        foreach (var item in WeightedList.Parse(field))
        {
            switch (item.Value)
            {
                case "br":
                    brotli = Math.Max(brotli ?? 0, item.Weight);
                    break;
                case "gzip" or "x-gzip":
                    gzip = Math.Max(gzip ?? 0, item.Weight);
                    break;
                case "*":
                    others = Math.Max(others, item.Weight);
                    break;
            }
        }

        return new CodingChoice(brotli ?? others, gzip ?? others);
    }

    /// <summary>The codings taken, the better one first: what the client prefers, and of equals the smaller.</summary>
    public IEnumerable<string> Ordered =>
        (Brotli > 0, Gzip > 0) switch
        {
            (true, true) => Brotli >= Gzip ? ["br", "gzip"] : ["gzip", "br"],
            (true, false) => ["br"],
            (false, true) => ["gzip"],
            _ => [],
        };
}
