using Goodgate.Gateway.Observing.Failures;
using Goodgate.Verdicts.Catalogue;
using Goodgate.Verdicts.Judging;

namespace Goodgate.Gateway.Admin;

/// <summary><c>/api/causes/{id}</c>: a cause in words.</summary>
internal static class CausePage
{
    // Ids have at most 40 characters; the nearest ones are not looked for in a novel.
    private const int LongestId = 80;

    public static AdminAnswer Answer(AdminRequest request)
    {
        if (request.Rest.Length == 0)
        {
            return AdminAnswer.Json(200, json => VerdictJson.Texts(json, "causes", Causes.All.Select(cause => cause.Id)));
        }

        if (Causes.Find(request.Rest) is not { } cause)
        {
            return AdminAnswer.Wrong(404, Unknown(request.Rest));
        }

        return AdminAnswer.Json(200, json =>
        {
            json.WriteString("id", cause.Id);
            json.WriteString("title", cause.Text.Title);
            json.WriteString("party", VerdictJson.Word(cause.Party));
            json.WriteString("severity", VerdictJson.Word(cause.Severity));
            if (cause.Status is { } status)
            {
                json.WriteNumber("status", status);
            }

            if (cause.ProxyError is { } error)
            {
                json.WriteString("proxy_error", error);
            }

            json.WriteString("meaning", cause.Text.Meaning);
            json.WriteString("owner", cause.Text.Owner);
            json.WriteString("what_you_see", cause.Text.WhatYouSee);
            json.WriteString("who_must_act", cause.Text.WhoMustAct);
            VerdictJson.Texts(json, "first_steps", cause.Text.FirstSteps);
            json.WriteString("command", cause.Text.Command);
        });
    }

    /// <summary>Says that a cause does not exist, and which ones are near.</summary>
    public static string Unknown(string id)
    {
        var near = id.Length > LongestId ? [] : Causes.Near(id, 3);
        var hint = near.Count > 0 ? $" Did you mean {string.Join(", ", near.Select(cause => cause.Id))}?" : " /api/causes/ lists them.";
        return $"There is no cause \"{Evidence.Printable(id, 60)}\".{hint}";
    }
}
