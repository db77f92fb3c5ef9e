namespace Goodgate.Verdicts.Catalogue.Translations;

/// <summary>German, formal address (Sie).</summary>
internal static class GermanTexts
{
    public static IReadOnlyDictionary<string, VisitorText> All { get; } = new Dictionary<string, VisitorText>(StringComparer.Ordinal)
    {
        [CauseIds.DnsNameNotFound] = new(
            "Ein Teil dieser Website ist nicht auffindbar",
            "Die Website sucht einen ihrer eigenen Teile unter einem Namen, den es nicht gibt. Der Fehler liegt bei der Website; sobald er "
                + "dort behoben ist, geht es wieder."),
        [CauseIds.DnsServerFailure] = new(
            "Die Website hat die Orientierung verloren",
            "Die Website hat gefragt, wo einer ihrer Teile zu finden ist, und statt einer Antwort einen Fehler bekommen. Das liegt an der "
                + "Website und gibt sich oft von selbst; bitte versuchen Sie es in ein paar Minuten noch einmal."),
        [CauseIds.DnsTimeout] = new(
            "Die Website fand den Weg nicht rechtzeitig",
            "Die Website hat nach dem Weg zu einem ihrer Teile gefragt, aber niemand hat rechtzeitig geantwortet. Bei Ihnen ist alles in "
                + "Ordnung; bitte versuchen Sie es in einer Minute erneut."),
        [CauseIds.StaleDnsAddress] = new(
            "Diese Website ist umgezogen",
            "Die Website ist umgezogen, und ein Teil von ihr schaut noch am alten Ort nach. Das klärt sich beim Betreiber, meist innerhalb einer "
                + "Stunde."),
        [CauseIds.ConnectRefused] = new(
            "Diese Website läuft gerade nicht",
            "Der Teil der Website, der diese Seite erstellt, läuft im Moment nicht. Ihr Gerät und Ihre Verbindung sind in Ordnung; das Team "
                + "der Website muss ihn wieder starten."),
        [CauseIds.ConnectTimeout] = new(
            "Die Website ist gerade nicht zu erreichen",
            "Der Teil der Website, der diese Seite erstellt, rührt sich überhaupt nicht. Der Fehler liegt bei der Website; bitte versuchen Sie "
                + "es in ein paar Minuten noch einmal."),
        [CauseIds.RouteUnreachable] = new(
            "Eine Verbindung in der Website ist unterbrochen",
            "Zwischen zwei Teilen dieser Website gibt es keinen Weg, der funktioniert. Von Ihrer Seite aus können Sie nichts tun; das Team der "
                + "Website muss den Weg reparieren."),
        [CauseIds.DestinationProhibited] = new(
            "Anfrage aus Sicherheitsgründen gestoppt",
            "Die Website wollte diese Seite von einem Ort holen, den sie nicht benutzen darf, und hat deshalb abgebrochen. Die Einstellungen der "
                + "Website müssen geprüft werden; Sie haben nichts falsch gemacht."),
        [CauseIds.SocketMissing] = new(
            "Die Website ist noch nicht gestartet",
            "Das Programm hinter dieser Seite wurde nicht oder am falschen Ort gestartet. Das liegt an der Website; falls sie gerade "
                + "aktualisiert wurde, ist sie vielleicht in einer Minute zurück."),
        [CauseIds.SocketPermissionDenied] = new(
            "Die Website kommt nicht an ihre eigene Seite",
            "Zwei Teile dieser Website dürfen nicht miteinander sprechen. Das liegt an einer Einstellung der Website und hat nichts mit Ihrem "
                + "Konto oder Ihrem Passwort zu tun."),
        [CauseIds.ListenQueueFull] = new(
            "Zu großer Andrang am Eingang",
            "So viele Menschen rufen diese Website gerade auf, dass sogar die Warteschlange voll ist. Die Website ist an ihrer Grenze, nicht "
                + "Ihre Verbindung; bitte versuchen Sie es gleich noch einmal."),
        [CauseIds.TlsWrongProtocol] = new(
            "Zwei Teile der Website verstehen sich nicht",
            "Ein Teil der Website spricht vertraulich, und der andere ist darauf nicht eingestellt; deshalb kam keine Seite zustande. Das liegt "
                + "an einer falschen Einstellung der Website."),
        [CauseIds.TlsAlertReceived] = new(
            "Ein Teil der Website hat einen anderen abgewiesen",
            "Ein geschützter Teil der Website weigert sich, mit dem Rest zu sprechen. Das muss das Team der Website klären; mit Ihren Eingaben "
                + "hat es nichts zu tun."),
        [CauseIds.TlsHandshakeClosed] = new(
            "Am anderen Ende wurde aufgelegt",
            "Die Website begann ein geschütztes Gespräch mit einem ihrer Teile, doch die Gegenseite hat aufgelegt. Der Fehler liegt bei der "
                + "Website; bitte kommen Sie etwas später wieder."),
        [CauseIds.TlsHandshakeTimeout] = new(
            "Eine geschützte Verbindung dauerte zu lange",
            "Ein Teil dieser Website ist mit einer Sicherheitsprüfung nicht rechtzeitig fertig geworden. Bei Ihnen ist alles in Ordnung; "
                + "versuchen Sie es bitte in einer Minute noch einmal."),
        [CauseIds.TlsCertificateUntrusted] = new(
            "Ein Teil der Website konnte nicht geprüft werden",
            "Ein Teil der Website konnte nicht nachweisen, dass er echt ist; zu Ihrem Schutz wurde die Seite zurückgehalten. Das Team der "
                + "Website muss den Nachweis erneuern, vorher hilft kein neuer Versuch."),
        [CauseIds.TlsCertificateNameMismatch] = new(
            "Ein Teil der Website nannte einen falschen Namen",
            "Ein Teil der Website hat sich unter einem anderen Namen ausgewiesen, deshalb wurde ihm nicht vertraut. Das muss die Website "
                + "korrigieren; Ihr Gerät ist nicht betroffen."),
        [CauseIds.UpstreamClosedBeforeResponse] = new(
            "Die Website hat nicht geantwortet",
            "Die Website hat Ihre Anfrage angenommen und das Gespräch dann wortlos beendet. Der Fehler liegt bei der Website; wenn Sie ein "
                + "Formular oder eine Bestellung geschickt haben, prüfen Sie bitte vor dem nächsten Versuch, ob sie angekommen ist."),
        [CauseIds.KeepaliveRace] = new(
            "Schlechtes Timing innerhalb der Website",
            "Zwei Teile dieser Website haben sich knapp verpasst. Bei Ihnen stimmt alles, und meist genügt es, die Seite noch einmal zu laden."),
        [CauseIds.UpstreamReset] = new(
            "Das Gespräch wurde abgebrochen",
            "Der Teil der Website, der diese Seite erstellt, hat mitten in Ihrer Anfrage abgebrochen. Das ist bei der Website passiert; bevor "
                + "Sie eine Zahlung oder Bestellung wiederholen, prüfen Sie bitte, ob sie nicht schon ausgeführt wurde."),
        [CauseIds.ResponseTruncated] = new(
            "Nur ein Teil der Seite ist angekommen",
            "Die Website hat aufgehört zu senden, bevor die Seite vollständig war. Der Fehler liegt bei der Website; laden Sie die Seite neu, "
                + "und verlassen Sie sich nicht auf eine abgeschnittene Datei."),
        [CauseIds.ResponseTimeout] = new(
            "Diese Seite hat zu lange gebraucht",
            "Die Website arbeitet, ist aber mit dieser Seite nicht rechtzeitig fertig geworden. Langsam ist die Website, nicht Ihr Anschluss; "
                + "warten Sie bitte einen Moment, denn jeder neue Versuch macht ihr zusätzliche Arbeit."),
        [CauseIds.ResponseStalled] = new(
            "Die Seite blieb auf halbem Weg stehen",
            "Die Übertragung der Seite hatte begonnen, dann kam von der Website nichts mehr. Ihre Verbindung hat gehalten; bitte laden Sie die "
                + "Seite gleich noch einmal."),
        [CauseIds.RequestWriteTimeout] = new(
            "Was Sie gesendet haben, kam nicht ans Ziel",
            "Die Website hat nichts mehr angenommen, bevor alles übertragen war. Es hakt bei der Website; behalten Sie Ihre Datei und versuchen "
                + "Sie es später noch einmal."),
        [CauseIds.MalformedStatusLine] = new(
            "Die Antwort der Website ergab keinen Sinn",
            "Die Website hat etwas geantwortet, das sich nicht als Seite anzeigen lässt. Das müssen sich ihre Entwickler ansehen; Sie selbst "
                + "brauchen nichts zu ändern."),
        [CauseIds.InvalidResponseHeader] = new(
            "Die Seite kam mit beschädigtem Etikett",
            "Die Website hat der Seite fehlerhafte Angaben beigelegt, deshalb wurde sie zurückgehalten. Der Fehler steckt im Programm der "
                + "Website, nicht in Ihrem Browser."),
        [CauseIds.InvalidFraming] = new(
            "Unklar, wo diese Seite endet",
            "Die Website hat sich über die Länge dieser Seite selbst widersprochen; zu Ihrer Sicherheit wurde sie nicht ausgeliefert. Die "
                + "Entwickler der Website müssen das korrigieren."),
        [CauseIds.InvalidResponseCoding] = new(
            "Diese Seite war falsch verpackt",
            "Die Seite wurde für den Versand so verpackt, dass niemand sie auspacken kann. Der Fehler liegt bei der Website; bis er dort behoben "
                + "ist, hilft auch Neuladen nicht."),
        [CauseIds.ResponseHeaderTooLarge] = new(
            "Die Website hat der Seite zu viel beigefügt",
            "Die Website hat dieser Seite mehr Begleitinformationen mitgegeben, als sich zustellen lassen. Kürzen kann das nur die Website, aber "
                + "vielleicht kommen Sie hinein, wenn Sie die Cookies dieser Website in Ihrem Browser löschen."),
        [CauseIds.Http2ProtocolError] = new(
            "Zwei Teile der Website sind aus dem Takt",
            "Zwei Teile dieser Website haben im Gespräch den Faden verloren. An Ihnen liegt es nicht; versuchen Sie es noch einmal, beim "
                + "zweiten Mal klappt es oft."),
        [CauseIds.WrongProtocolOnPort] = new(
            "Die Website war falsch verbunden",
            "Die Website hat einen ihrer Dienste erreicht, aber nicht den, der die Seiten erstellt. Eine Einstellung der Website ist falsch und "
                + "muss dort geändert werden."),
        [CauseIds.UpgradeFailed] = new(
            "Die Live-Verbindung kam nicht zustande",
            "Diese Seite wollte eine ständige Verbindung zur Website halten, für Nachrichten oder Neuigkeiten, und die Website konnte sie nicht "
                + "herstellen. Der Rest geht vielleicht trotzdem; um den Live-Teil muss sich das Team der Website kümmern."),
        [CauseIds.NoHealthyUpstream] = new(
            "Diese Website ist gerade nicht verfügbar",
            "Keine der Maschinen hinter dieser Website kann im Moment antworten. Die Website versucht es von sich aus immer wieder; schauen Sie "
                + "bitte etwas später noch einmal vorbei."),
        [CauseIds.NoUpstreamConfigured] = new(
            "Hier ist noch nichts",
            "Diese Adresse gibt es, aber es ist nichts mit ihr verbunden. Wenn Sie sie selbst eingetippt haben, prüfen Sie sie auf Tippfehler; "
                + "sonst muss das Team der Website die Einrichtung abschließen."),
        [CauseIds.UpstreamConnectionLimit] = new(
            "Auf dieser Website ist viel los",
            "Die Website bedient schon so viele Menschen, wie sie gleichzeitig kann. Bei Ihnen ist alles in Ordnung; versuchen Sie es in ein "
                + "paar Sekunden noch einmal."),
        [CauseIds.RateLimited] = new(
            "Bitte etwas langsamer",
            "Von Ihrem Anschluss kamen in kurzer Zeit viele Anfragen, deshalb bittet die Website um eine Pause. Warten Sie eine Minute und "
                + "machen Sie dann weiter; teilen Sie den Anschluss mit anderen, zählen diese mit."),
        [CauseIds.GatewayOutOfResources] = new(
            "Am Eingang der Website ist es zu voll",
            "Am Eingang dieser Website ist gerade kein Platz für weitere Besucher. Das liegt an der Website und löst sich meist "
                + "bald."),
        [CauseIds.WorkerPoolExhausted] = new(
            "Im Moment ist niemand frei",
            "Alles, was hier Seiten erstellt, ist gerade mit anderen Besuchern beschäftigt. Die Wartezeit entsteht bei der Website; bitte "
                + "versuchen Sie es gleich noch einmal."),
        [CauseIds.WorkerCrashed] = new(
            "Die Website ist über diese Seite gestolpert",
            "Das Programm, das Ihre Seite gerade erstellte, ist plötzlich abgestürzt. Die Website startet es von selbst neu, ein zweiter Versuch "
                + "lohnt sich also; wenn Sie etwas abgeschickt haben, prüfen Sie zuerst, ob es gespeichert wurde."),
        [CauseIds.WorkerKilledByTimeout] = new(
            "Die Website hat bei dieser Seite aufgegeben",
            "Diese Seite brauchte länger, als die Website erlaubt, deshalb hat die Website die Arbeit selbst beendet. Ein neuer Versuch endet "
                + "wahrscheinlich genauso; eine kleinere Suche oder Auswahl könnte gelingen."),
        [CauseIds.ApplicationScriptError] = new(
            "Beim Erstellen der Seite ging etwas kaputt",
            "Das Programm hinter dieser Seite hat einen Fehler gemacht und nichts geliefert, was sich anzeigen lässt. Die Entwickler der Website "
                + "müssen es reparieren; mit Ihrem Gerät hat es nichts zu tun."),
        [CauseIds.UpstreamSentError] = new(
            "Die Website meldet ein Problem",
            "Die Website sagt selbst, dass sie diese Seite gerade nicht zeigen kann. Der Grund liegt bei ihr; versuchen Sie es bitte später "
                + "noch einmal."),
        [CauseIds.DatabaseDown] = new(
            "Die Website kommt nicht an ihre Inhalte",
            "Die Website läuft, erreicht aber den Ort nicht, an dem ihre Inhalte liegen. Der Fehler liegt bei der Website; bitte versuchen Sie "
                + "es in einigen Minuten noch einmal."),
        [CauseIds.GatewayConfiguredResponse] = new(
            "Vorübergehend absichtlich geschlossen",
            "Die Betreiber dieser Website haben diese Meldung selbst eingestellt, meist weil sie gerade daran arbeiten. Bei Ihnen ist alles in "
                + "Ordnung; kommen Sie bitte später wieder."),
        [CauseIds.PolicyServiceUnavailable] = new(
            "Der Zugang ließ sich nicht prüfen",
            "Bevor die Website diese Seite zeigt, prüft sie, wer sie sehen darf, und diese Prüfung funktioniert gerade nicht. Sie wurden nicht "
                + "abgewiesen: Der Fehler liegt bei der Website, bitte versuchen Sie es bald wieder."),
        [CauseIds.ProxyLoop] = new(
            "Diese Website dreht sich im Kreis",
            "Die Website schickt Ihre Anfrage immer wieder an sich selbst und kommt nie bei der Seite an. Entwirren kann das nur das Team der "
                + "Website."),
        [CauseIds.GatewayMisconfigured] = new(
            "Diese Website ist falsch eingerichtet",
            "Eine Einstellung am Eingang dieser Website macht diese Seite unmöglich. Das Team der Website muss sie korrigieren; ein neuer "
                + "Versuch ändert nichts."),
        [CauseIds.SiteFilesUnreadable] = new(
            "Die Website kann diese Datei nicht öffnen",
            "Was Sie aufgerufen haben, gibt es, aber die Website kann es zurzeit nicht öffnen. Das muss ihr Team beheben; bitte versuchen Sie es "
                + "später noch einmal."),
        [CauseIds.StoredPageUnreadable] = new(
            "Die Kopie dieser Seite war beschädigt",
            "Die Website hatte eine Kopie dessen, was Sie aufgerufen haben, und diese Kopie erwies sich beim Senden als beschädigt. Bitte laden Sie "
                + "die Seite neu: Die Website holt jetzt eine frische."),
        [CauseIds.GatewayInternalError] = new(
            "Hier ist ein unerwarteter Fehler passiert",
            "Dem Eingang dieser Website ist selbst ein Fehler unterlaufen. Sie können nichts dafür; die Nummer auf dieser Seite hilft dem Team "
                + "der Website, den Vorfall zu finden."),
        [CauseIds.CacheOnlyMiss] = new(
            "Keine gespeicherte Fassung dieser Seite",
            "Ihr Browser oder Ihre App wollte nur eine früher gespeicherte Fassung, und es gibt keine. Laden Sie die Seite ganz normal; haben "
                + "Sie einen Offline-Modus eingeschaltet, schalten Sie ihn aus."),
        [CauseIds.Undetermined] = new(
            "Diese Seite konnte nicht angezeigt werden",
            "Auf dem Weg zu dieser Seite ging etwas schief, und noch ist nicht bekannt, was. Wahrscheinlich liegt es an der Website; versuchen "
                + "Sie es noch einmal, und nennen Sie ihrem Team die Nummer auf dieser Seite, wenn es dabei bleibt."),
        [CauseIds.ClientAborted] = new(
            "Die Seite wurde geschlossen, bevor sie ankam",
            "Ihr Browser oder Ihre Verbindung hat die Anfrage beendet, bevor die Website geantwortet hatte. War das keine Absicht, prüfen Sie "
                + "Ihre Verbindung und laden Sie die Seite neu."),
        [CauseIds.VisitorLocalGlitch] = new(
            "Bei anderen funktioniert die Website",
            "Diese Website antwortet anderen ohne Schwierigkeiten, die Ursache liegt also vermutlich bei Ihnen. Versuchen Sie ein anderes Netz "
                + "oder ein privates Fenster, oder schalten Sie VPN oder Werbeblocker aus."),
        [CauseIds.FirewallOrWafInterference] = new(
            "Eine Schutzfunktion kam dazwischen",
            "Eine Schutzfunktion rund um diese Website hat die Antwort auf Ihre Anfrage blockiert oder verändert. Vielleicht wurden Sie für "
                + "einen Angreifer gehalten; das Team der Website kann das klären, und aus einem anderen Netz geht es womöglich schon."),
        [CauseIds.CachedErrorPage] = new(
            "Sie sehen eine alte Meldung",
            "Diese Fehlermeldung stammt von einer früheren Störung, die vielleicht schon vorbei ist. Die alte Fassung liegt bei der Website "
                + "und wird dort gelöscht oder verschwindet nach einigen Minuten von selbst."),
        [CauseIds.CdnOriginMismatch] = new(
            "Die zwei Hälften der Website passen nicht zusammen",
            "Der Dienst, der diese Website ausliefert, und die Website dahinter sind unterschiedlich eingestellt. Das Team der Website muss "
                + "beide in Einklang bringen; von Ihrer Seite aus lässt sich daran nichts ändern."),
    };
}
