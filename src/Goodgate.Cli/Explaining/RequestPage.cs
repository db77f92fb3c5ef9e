using Goodgate.Cli.Showing;
using Goodgate.Verdicts.Catalogue;

namespace Goodgate.Cli.Explaining;

/// <summary>One request: what happened to it, the evidence, what to do.</summary>
internal static class RequestPage
{
    public static void Show(string id, FoundRequest request, bool json, Session session)
    {
        if (json)
        {
            session.Out.Line(JsonText.Of(new
            {
                RequestId = id,
                request.Summary,
                Evidence = request.Facts.Select(one => new { Name = one.Key, one.Value }),
                Cause = request.Cause is { } cause ? CauseJson.Of(cause) : null,
            }));
            return;
        }

        var screen = session.Out;
        screen.Line();
        screen.Prose($"request {id}", Palette.AccentStrong);
        screen.Prose(request.Cause is { } named ? $"{named.Id}: {named.Text.Title}" : "It did not fail.", Palette.Strong);
        if (request.Summary.Length > 0)
        {
            screen.Prose(request.Summary, Palette.Plain);
        }

        Facts(screen, request);
        if (request.Cause is { } failed)
        {
            CausePage.Section(screen, "Who must act", failed.Text.WhoMustAct);
            CausePage.Steps(screen, failed);
            CausePage.Section(screen, "More", $"goodgate explain {failed.Id}");
        }

        screen.Line();
    }

    private static void Facts(Screen screen, FoundRequest request)
    {
        CausePage.Heading(screen, "Evidence");
        var widest = request.Facts.Select(one => one.Key.Length).DefaultIfEmpty().Max();
        foreach (var (name, value) in request.Facts)
        {
            screen.Prose(value, Palette.Plain, widest + 4, $"  {name.PadRight(widest)}  ");
        }
    }
}
