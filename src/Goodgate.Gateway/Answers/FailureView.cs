using System.Collections.Frozen;
using Goodgate.Gateway.Answers.Languages;
using Goodgate.Verdicts.Catalogue;

namespace Goodgate.Gateway.Answers;

/// <summary>A failure with everything decided that the shapes share: words, scene, safe reference. Strings are not escaped yet.</summary>
internal sealed record FailureView
{
    private static readonly FrozenSet<string> SafeMethods =
        FrozenSet.Create(StringComparer.Ordinal, "GET", "HEAD", "OPTIONS", "TRACE"); // RFC 9110 §9.2.1

    private static readonly FrozenSet<Advice> Reloads =
        FrozenSet.Create(Answers.Advice.Wait, Answers.Advice.WaitOnce, Answers.Advice.TryNow, Answers.Advice.HardReload);

    public required string CauseId { get; init; }
    public required int Status { get; init; }

    /// <summary>Code of <see cref="PageLanguages.Codes"/>.</summary>
    public required string Language { get; init; }

    /// <summary>What kind of refusal it is; null for a failure. Its cause is then the reason of <see cref="Guard.RefusalWords"/>.</summary>
    public RefusalKind? Refusal { get; init; }

    public required VisitorText Text { get; init; }
    public required FailureScene Scene { get; init; }

    /// <summary>Safe request id; empty = none.</summary>
    public required string Reference { get; init; }

    public required DateTimeOffset Time { get; init; }
    public required long? RetrySeconds { get; init; }

    /// <summary>Absolute http or https URL, percent-encoded; null = none.</summary>
    public required string? StatusPage { get; init; }

    /// <summary>True when asking again changes nothing on the server, so that a plain link may do it.</summary>
    public required bool Repeatable { get; init; }

    /// <summary>What is said of a request that asked for a change; null when it asked for none.</summary>
    public required Advice? Sending { get; init; }

    /// <summary>What helps, in order. Who has sent something is told of that first, and not to reload, which would send it again.</summary>
    public IEnumerable<Advice> Advice => Sending is { } sending
        ? Scene.Advice.Where(advice => !Reloads.Contains(advice)).Prepend(sending)
        : Scene.Advice;

    public PageWords Words => PageLanguages.For(Language);

    /// <summary>When to try again, in words; null when unknown.</summary>
    public string? WaitFirst => RetrySeconds is { } seconds
        ? string.Format(System.Globalization.CultureInfo.InvariantCulture, Words.WaitFirst, RetryHint.About(seconds, Words.Durations))
        : null;

    public static FailureView Of(FailureRequest request)
    {
        var cause = FailureScenes.Causes.Contains(request.CauseId) ? request.CauseId : CauseIds.Undetermined;
        var language = LanguageChoice.Lookup(request.AcceptLanguage, PageLanguages.Codes) ?? PageLanguages.Default;
        var repeatable = SafeMethods.Contains(request.Method);
        return new FailureView
        {
            CauseId = cause,
            Status = request.Status,
            Language = language,
            Text = VisitorTexts.For(cause, language),
            Scene = FailureScenes.For(cause),
            Reference = RequestReference.Clean(request.RequestId),
            Time = request.Time.ToUniversalTime(),
            RetrySeconds = RetryHint.Seconds(request.RetryAfter),
            StatusPage = StatusLink(request.StatusPage),
            Repeatable = repeatable,
            Sending = repeatable ? null : request.MayHaveArrived ? Answers.Advice.CheckFirst : Answers.Advice.SendAgain,
        };
    }

    /// <summary>A request that was refused: asking again in the same way would be refused again.</summary>
    public static FailureView OfRefusal(FailureRequest request, RefusalKind kind)
    {
        var language = LanguageChoice.Lookup(request.AcceptLanguage, PageLanguages.Codes) ?? PageLanguages.Default;
        return new FailureView
        {
            CauseId = request.CauseId,
            Refusal = kind,
            Status = request.Status,
            Language = language,
            Text = PageLanguages.For(language).Refusals[kind],
            Scene = RefusalAnswer.Scene(kind),
            Reference = RequestReference.Clean(request.RequestId),
            Time = request.Time.ToUniversalTime(),
            RetrySeconds = null,
            StatusPage = StatusLink(request.StatusPage),
            Repeatable = false,
            Sending = null,
        };
    }

    /// <summary>The same told in another language.</summary>
    public FailureView In(string language) => this with
    {
        Language = language,
        Text = Refusal is { } kind ? PageLanguages.For(language).Refusals[kind] : VisitorTexts.For(CauseId, language),
    };

    /// <summary>Only what a visitor may click without harm; a name and password in the URL would be a secret shown.</summary>
    private static string? StatusLink(string? url) =>
        url is { Length: <= 2048 }
        && Uri.TryCreate(url, UriKind.Absolute, out var link)
        && (link.Scheme == Uri.UriSchemeHttp || link.Scheme == Uri.UriSchemeHttps)
        && link.UserInfo.Length == 0
            ? link.AbsoluteUri
            : null;
}
