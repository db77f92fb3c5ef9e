using Goodgate.Verdicts.Catalogue;

namespace Goodgate.Gateway.Answers.Languages;

/// <summary>What the failure page says around the catalogue's words, in one language.</summary>
internal sealed record PageWords
{
    /// <summary>Tag for <c>lang</c> and Content-Language (BCP 47).</summary>
    public required string Tag { get; init; }

    /// <summary>Whose side it is, in a sentence.</summary>
    public required IReadOnlyDictionary<Side, string> Sides { get; init; }

    /// <summary>Name of the picture of the way, for those who hear the page.</summary>
    public required string Way { get; init; }

    public required string You { get; init; }
    public required string FrontDoor { get; init; }
    public required string Application { get; init; }

    /// <summary>One or two words below a part.</summary>
    public required IReadOnlyDictionary<PartState, string> States { get; init; }

    public required string WhatToTry { get; init; }
    public required IReadOnlyDictionary<Advice, string> Advice { get; init; }

    /// <summary>What is said of requests that are refused.</summary>
    public required IReadOnlyDictionary<RefusalKind, VisitorText> Refusals { get; init; }

    /// <summary>The button.</summary>
    public required string TryAgain { get; init; }

    /// <summary>When; {0} is a duration of <see cref="Durations"/>.</summary>
    public required string WaitFirst { get; init; }

    public required DurationWords Durations { get; init; }
    public required string StatusPage { get; init; }
    public required string Details { get; init; }
    public required string Reference { get; init; }
    public required string Time { get; init; }
    public required string Code { get; init; }
}

/// <summary>Durations: the singular in full, the plural with {0} for the number.</summary>
internal sealed record DurationWords(string Second, string Seconds, string Minute, string Minutes, string Hour, string Hours, string Day, string Days);
