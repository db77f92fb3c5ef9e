namespace Goodgate.Verdicts.Catalogue;

/// <summary>One entry of the catalogue: a reason why a request failed, with the words for it.</summary>
/// <param name="Id">Stable kebab-case id; never renamed, never reused.</param>
/// <param name="Party">Who must act, unless evidence says otherwise.</param>
/// <param name="ProxyError">Error type of RFC 9209 §2.3 (<see cref="Catalogue.ProxyError"/>); null where none fits.</param>
/// <param name="Status">Status code our own gateway answers with; null where nothing is sent (a client that left) or the status is the upstream's.</param>
/// <param name="Severity">How bad one sighting is.</param>
/// <param name="RepairTime">Time the usual fix takes.</param>
/// <param name="Skill">What the first steps need.</param>
/// <param name="Text">The words, in English (source language of all translations).</param>
public sealed record Cause(
    string Id,
    Party Party,
    string? ProxyError,
    int? Status,
    Severity Severity,
    RepairTime RepairTime,
    Skill Skill,
    CauseText Text);
