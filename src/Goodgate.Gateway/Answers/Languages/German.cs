using Goodgate.Verdicts.Catalogue;

namespace Goodgate.Gateway.Answers.Languages;

internal static class German
{
    public static readonly PageWords Words = new()
    {
        Tag = "de",
        Sides = new Dictionary<Side, string>
        {
            [Side.Site] = "Es liegt nicht an Ihrem Gerät oder Ihrer Verbindung: Die Website muss es in Ordnung bringen.",
            [Side.Visitor] = "Das können Sie wahrscheinlich selbst beheben.",
            [Side.Unclear] = "Es ist nicht sicher, auf wessen Seite das Problem liegt.",
            [Side.Planned] = "Das ist so vorgesehen. Bei Ihnen ist alles in Ordnung.",
            [Side.Address] = "Die Website ist da und antwortet; nur unter dieser Adresse hat sie nichts.",
            [Side.Request] = "Es liegt daran, wie gefragt wurde: So nimmt die Website es nicht an.",
        },
        Way = "Der Weg zu dieser Seite",
        You = "Sie",
        FrontDoor = "Eingang der Website",
        Application = "Anwendung",
        States = new Dictionary<PartState, string>
        {
            [PartState.Connected] = "Verbunden",
            [PartState.Working] = "Funktioniert",
            [PartState.Trouble] = "Gestört",
            [PartState.NotReached] = "Nicht erreicht",
            [PartState.NotAsked] = "Nicht angefragt",
            [PartState.Slow] = "Zu langsam",
            [PartState.Busy] = "Überlastet",
            [PartState.Closed] = "Zurzeit geschlossen",
            [PartState.LookHere] = "Hier nachsehen",
            [PartState.Unclear] = "Unklar",
            [PartState.Private] = "Hier nicht offen",
        },
        WhatToTry = "Was Sie tun können",
        Advice = new Dictionary<Advice, string>
        {
            [Advice.CheckFirst] = "Was Sie gesendet haben, kann trotzdem angekommen sein. Prüfen Sie das, bevor Sie es erneut senden, etwa eine Bestellung oder eine Nachricht.",
            [Advice.SendAgain] = "Was Sie gesendet haben, hat die Anwendung nicht erreicht. Sie können es später gefahrlos erneut senden.",
            [Advice.Wait] = "Warten Sie etwas und laden Sie die Seite dann neu.",
            [Advice.WaitOnce] = "Warten Sie, bevor Sie neu laden. Wiederholtes Neuladen verlängert die Warteschlange für alle.",
            [Advice.ComeBack] = "Kommen Sie später wieder.",
            [Advice.NeedsRepair] = "Sofortiges Neuladen hilft nicht: Die Betreiber der Website müssen es beheben. Kommen Sie später wieder.",
            [Advice.TryNow] = "Laden Sie die Seite neu. Ein zweiter Versuch gelingt oft sofort.",
            [Advice.OtherBrowser] = "Öffnen Sie die Seite in einem privaten Fenster oder einem anderen Browser.",
            [Advice.OtherNetwork] = "Versuchen Sie ein anderes Netz, etwa mobile Daten, und schalten Sie ein VPN aus, falls Sie eines nutzen.",
            [Advice.ClearData] = "Löschen Sie Cookies und Cache dieser Website im Browser. Eventuell müssen Sie sich danach neu anmelden.",
            [Advice.HardReload] = "Laden Sie die Seite ohne die gespeicherte Kopie neu: Strg + F5, am Mac Cmd + Umschalt + R.",
            [Advice.SlowDown] = "Machen Sie eine kurze Pause und schließen Sie andere Tabs oder Programme, die diese Website nutzen.",
            [Advice.NothingHere] = "Ein anderer Browser oder ein anderes Netz hilft hier nicht. Sie müssen nichts ändern.",
            [Advice.TellSite] = "Wenn das Problem anhält, melden Sie es den Betreibern dieser Website und nennen Sie die Referenz unten.",
            [Advice.CheckAddress] = "Prüfen Sie die Adresse auf Tippfehler oder gehen Sie zu der Seite zurück, von der Sie kamen.",
            [Advice.SendLess] = "Senden Sie etwas Kleineres, oder senden Sie es in mehreren Teilen.",
        },
        Refusals = new Dictionary<RefusalKind, VisitorText>
        {
            [RefusalKind.NotFound] = new("Unter dieser Adresse gibt es nichts", "Die Website hat hier keine Seite. Vielleicht ist sie umgezogen, oder in der Adresse ist ein Fehler."),
            [RefusalKind.NotAllowed] = new("Das wird hier nicht gezeigt", "Was unter dieser Adresse liegt, behält die Website für sich."),
            [RefusalKind.NotDone] = new("Das geht unter dieser Adresse nicht", "Hier gibt es zwar etwas, es nimmt aber nicht an, was gesendet wurde, zum Beispiel ein Formular."),
            [RefusalKind.TooManyCookies] = new("Ihr Browser hat zu viel mitgeschickt", "Mit jeder Seite schickt Ihr Browser die Notizen zurück, die diese Website bei ihm abgelegt hat: Cookies. Inzwischen sind es mehr, als die Website annimmt."),
            [RefusalKind.TooLarge] = new("Was Sie gesendet haben, ist zu groß", "Die Website nimmt auf einmal nur eine bestimmte Größe an, und dies war mehr. Nichts davon wurde verwendet."),
            [RefusalKind.TooSlow] = new("Ihre Anfrage kam nicht rechtzeitig an", "Die Website hat auf das gewartet, was Ihr Browser sendet, und es kam nicht rechtzeitig. Meist ist eine langsame oder gestörte Verbindung der Grund."),
            [RefusalKind.NotUnderstood] = new("Die Website hat diese Anfrage nicht verstanden", "Was ankam, hat nicht die Form, die diese Website erwartet. Deshalb wurde nichts damit getan."),
        },
        TryAgain = "Erneut versuchen",
        WaitFirst = "Bitte warten Sie etwa {0}, bevor Sie es erneut versuchen.",
        Durations = new("1 Sekunde", "{0} Sekunden", "1 Minute", "{0} Minuten", "1 Stunde", "{0} Stunden", "1 Tag", "{0} Tage"),
        StatusPage = "Zur Statusseite",
        Details = "Angaben für den Support",
        Reference = "Referenz",
        Time = "Zeit",
        Code = "Code",
    };
}
