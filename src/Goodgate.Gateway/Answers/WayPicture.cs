namespace Goodgate.Gateway.Answers;

/// <summary>The picture of the way "you, front door, application" with the broken part marked: a list for ears, drawn for eyes.</summary>
internal static class WayPicture
{
    private const string Laptop = "<rect x='4' y='5' width='16' height='11' rx='1.8'/><path d='M2 19.5h20'/>";
    private const string Door = "<path d='M5.5 21V10.5a6.5 6.5 0 0 1 13 0V21M3 21h18M12 4v17M9.6 13.5v1.5M14.4 13.5v1.5'/>";
    private const string Window = "<rect x='3' y='4.5' width='18' height='15' rx='2'/><path d='M3 9h18M6 6.8h.01M8.6 6.8h.01M10 12.2l-2.2 2 2.2 2M14 12.2l2.2 2-2.2 2'/>";

    private const string Tick = "<path d='M4 12.5l5.5 5.5L20 6.5'/>";
    private const string Cross = "<path d='M5.5 5.5l13 13M18.5 5.5l-13 13'/>";
    private const string Clock = "<path d='M12 4v8.5l6 4'/>";
    private const string Bars = "<path d='M8 5v14M16 5v14'/>";
    private const string Mark = "<path d='M12 3.5v10.5M12 20h.01'/>";

    public static string Render(FailureView view)
    {
        var broken = view.Scene.Broken;
        var state = view.Scene.State;
        var door = broken is BrokenPart.FrontDoor ? state : PartState.Working;
        var application = broken switch
        {
            BrokenPart.Link or BrokenPart.Application => state,
            _ => PartState.NotAsked,
        };
        var words = view.Words;
        return $"""
            <ol aria-label="{HtmlText.Escape(words.Way)}">
            {Part(view, words.You, Laptop, broken is BrokenPart.Visitor ? state : PartState.Connected, "")}
            {Part(view, words.FrontDoor, Door, door, "")}
            {Part(view, words.Application, Window, application, broken is BrokenPart.Link ? " cut" : "")}
            </ol>
            """;
    }

    private static string Part(FailureView view, string name, string icon, PartState state, string link)
    {
        var look = state switch
        {
            PartState.Connected or PartState.Working => "ok",
            PartState.NotAsked => "off",
            _ => "bad",
        };
        return $"""<li class="{look}{link}"><span class="dot" aria-hidden="true">{Svg(icon)}{Badge(state)}</span>{HtmlText.Escape(name)}<small>{HtmlText.Escape(view.Words.States[state])}</small></li>""";
    }

    private static string Badge(PartState state) => state switch
    {
        PartState.NotAsked => "",
        PartState.Connected or PartState.Working => Round(Tick),
        PartState.Slow => Round(Clock),
        PartState.Busy or PartState.Closed or PartState.Private => Round(Bars),
        PartState.LookHere or PartState.Unclear => Round(Mark),
        _ => Round(Cross),
    };

    private static string Round(string sign) => $"""<span class="badge">{Svg(sign)}</span>""";

    private static string Svg(string drawing) => $"<svg viewBox='0 0 24 24'>{drawing}</svg>";
}
