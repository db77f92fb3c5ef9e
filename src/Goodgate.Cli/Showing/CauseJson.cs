using Goodgate.Verdicts.Catalogue;

namespace Goodgate.Cli.Showing;

/// <summary>A cause for programs.</summary>
internal static class CauseJson
{
    public static object Of(Cause cause) => new
    {
        cause.Id,
        cause.Text.Title,
        Party = Words.Id(cause.Party),
        cause.Status,
        cause.ProxyError,
        Severity = Words.Id(cause.Severity),
        RepairTime = Words.Id(cause.RepairTime),
        Needs = Words.Id(cause.Skill),
        cause.Text.Owner,
        cause.Text.Meaning,
        cause.Text.WhatYouSee,
        cause.Text.WhoMustAct,
        cause.Text.FirstSteps,
        cause.Text.Command,
    };
}
