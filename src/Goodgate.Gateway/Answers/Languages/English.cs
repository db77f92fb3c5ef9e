using Goodgate.Verdicts.Catalogue;

namespace Goodgate.Gateway.Answers.Languages;

/// <summary>The source language of the others.</summary>
internal static class English
{
    public static readonly PageWords Words = new()
    {
        Tag = "en",
        Sides = new Dictionary<Side, string>
        {
            [Side.Site] = "It is not your device or your connection: the website has to put this right.",
            [Side.Visitor] = "You can probably solve this on your side.",
            [Side.Unclear] = "It is not certain whose side the problem is on.",
            [Side.Planned] = "This is intended. Nothing is wrong on your side.",
            [Side.Address] = "The site is there and answers; it has nothing at this address.",
            [Side.Request] = "It is how this was asked for: the site does not take it in this form.",
        },
        Way = "The way to this page",
        You = "You",
        FrontDoor = "Site's front door",
        Application = "Application",
        States = new Dictionary<PartState, string>
        {
            [PartState.Connected] = "Connected",
            [PartState.Working] = "Working",
            [PartState.Trouble] = "In trouble",
            [PartState.NotReached] = "Not reached",
            [PartState.NotAsked] = "Not asked",
            [PartState.Slow] = "Too slow",
            [PartState.Busy] = "Too busy",
            [PartState.Closed] = "Closed for now",
            [PartState.LookHere] = "Look here first",
            [PartState.Unclear] = "Unclear",
            [PartState.Private] = "Not open here",
        },
        WhatToTry = "What you can try",
        Advice = new Dictionary<Advice, string>
        {
            [Advice.CheckFirst] = "What you sent may have arrived all the same. Check before you send it again, for example an order or a message.",
            [Advice.SendAgain] = "What you sent did not reach the application. You can safely send it again later.",
            [Advice.Wait] = "Wait a little, then load the page again.",
            [Advice.WaitOnce] = "Wait before you reload. Reloading again and again makes the queue longer for everybody.",
            [Advice.ComeBack] = "Come back later.",
            [Advice.NeedsRepair] = "Reloading at once will not help: the people who run this site have to put it right. Come back later.",
            [Advice.TryNow] = "Load the page again. A second try often works at once.",
            [Advice.OtherBrowser] = "Open the page in a private window or in another browser.",
            [Advice.OtherNetwork] = "Try another network, such as mobile data, and turn off a VPN if you use one.",
            [Advice.ClearData] = "Clear this site's cookies and cache in your browser. You may have to sign in again.",
            [Advice.HardReload] = "Reload without the stored copy: Ctrl + F5, or Cmd + Shift + R on a Mac.",
            [Advice.SlowDown] = "Pause for a moment, and close other tabs or programs that use this site.",
            [Advice.NothingHere] = "Another browser or network will not help. There is nothing you need to change.",
            [Advice.TellSite] = "If it lasts, tell the people who run this site, and give them the reference below.",
            [Advice.CheckAddress] = "Check the address for typing mistakes, or go back to the page you came from.",
            [Advice.SendLess] = "Send something smaller, or send it in several parts.",
        },
        Refusals = new Dictionary<RefusalKind, VisitorText>
        {
            [RefusalKind.NotFound] = new("There is nothing at this address", "The site has no page here. It may have moved, or the address has a mistake in it."),
            [RefusalKind.NotAllowed] = new("This is not shown here", "The site keeps what is at this address to itself."),
            [RefusalKind.NotDone] = new("This cannot be done at this address", "Something is here, but it does not take what was sent to it, such as a form."),
            [RefusalKind.TooManyCookies] = new("Your browser sent too much along", "With each page your browser sends back the notes that this site has left in it, called cookies. There are more of them now than the site takes."),
            [RefusalKind.TooLarge] = new("What you sent is too large", "The site takes only up to a certain size at once, and this was more. Nothing of it was used."),
            [RefusalKind.TooSlow] = new("Your request took too long to arrive", "The site waited for what your browser was sending, and it did not come in time. A slow or broken connection is the usual reason."),
            [RefusalKind.NotUnderstood] = new("The site did not understand this request", "What arrived does not have the form that this site expects, so nothing was done with it."),
        },
        TryAgain = "Try again",
        WaitFirst = "Please wait about {0} before you try again.",
        Durations = new("1 second", "{0} seconds", "1 minute", "{0} minutes", "1 hour", "{0} hours", "1 day", "{0} days"),
        StatusPage = "See the status page",
        Details = "Details for support",
        Reference = "Reference",
        Time = "Time",
        Code = "Code",
    };
}
