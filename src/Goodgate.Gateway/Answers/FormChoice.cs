namespace Goodgate.Gateway.Answers;

/// <summary>Shape of a failure answer.</summary>
internal enum FailureForm
{
    /// <summary>A page for people.</summary>
    Html,

    /// <summary>RFC 9457.</summary>
    ProblemJson,

    /// <summary>A few lines for a terminal or a log.</summary>
    PlainText,
}

/// <summary>Chooses the shape a client wants most, after RFC 9110 §12.5.1.</summary>
internal static class FormChoice
{
    // How closely a media range names a type; the closest decides the weight.
    private const int Any = 0;
    private const int AnySubtype = 1;
    private const int ExactWithParameters = 2;
    private const int Exact = 3;
    private const int ExactProblem = 4;

    /// <summary>
    /// By weight, then by how closely the type was named, then by our own order: people first where types are named,
    /// plain text first where only a wildcard matches (curl, scripts, images). When nothing fits, plain text is sent
    /// rather than 406, which would hide the failure (RFC 9110 §12.1 allows it).
    /// </summary>
    public static FailureForm For(string? accept)
    {
        var ranges = WeightedList.Parse(accept);
        var best = FailureForm.PlainText;
        var bestRank = (Weight: 0, Match: 0, Order: 0);
        foreach (var form in Enum.GetValues<FailureForm>())
        {
            var (weight, match) = Quality(form, ranges);
            var rank = (weight, Math.Min(match, Exact), Order(form, match));
            if (weight > 0 && rank.CompareTo(bestRank) > 0)
            {
                (best, bestRank) = (form, rank);
            }
        }

        return best;
    }

    private static int Order(FailureForm form, int match) => match > AnySubtype ? -(int)form : (int)form;

    private static (int Weight, int Match) Quality(FailureForm form, List<WeightedItem> ranges)
    {
        var best = (Weight: 0, Match: -1);
        foreach (var range in ranges)
        {
            var match = Match(form, range);
            if (match >= 0 && (match, range.Weight).CompareTo((best.Match, best.Weight)) > 0)
            {
                best = (range.Weight, match);
            }
        }

        return best;
    }

    /// <summary>How closely the range names the form's type; -1 = not at all.</summary>
    private static int Match(FailureForm form, WeightedItem range)
    {
        if (range.Value == "*/*")
        {
            return Any;
        }

        var exact = range.HasParameters ? ExactWithParameters : Exact;
        return (form, range.Value) switch
        {
            (FailureForm.Html, "text/html") => exact,
            (FailureForm.PlainText, "text/plain") => exact,
            (FailureForm.Html or FailureForm.PlainText, "text/*") => AnySubtype,
            (FailureForm.ProblemJson, "application/*") => AnySubtype,
            (FailureForm.ProblemJson, "application/problem+json") => ExactProblem,
            (FailureForm.ProblemJson, "application/json" or "text/json") => exact,
            (FailureForm.ProblemJson, _) when range.Value.EndsWith("+json", StringComparison.Ordinal) => exact,
            _ => -1,
        };
    }
}
