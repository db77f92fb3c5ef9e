namespace Goodgate.Verdicts.Catalogue.Translations;

/// <summary>French, formal address (vous); spaces before two-part signs are non-breaking.</summary>
internal static class FrenchTexts
{
    public static IReadOnlyDictionary<string, VisitorText> All { get; } = new Dictionary<string, VisitorText>(StringComparer.Ordinal)
    {
        [CauseIds.DnsNameNotFound] = new(
            "Une partie de ce site est introuvable",
            "Le site cherche l’une de ses propres parties sous un nom qui n’existe pas. L’erreur vient du site, et tout refonctionnera dès qu’il "
                + "l’aura corrigée."),
        [CauseIds.DnsServerFailure] = new(
            "Le site a perdu ses repères",
            "Ce site a demandé où se trouve l’une de ses parties et n’a reçu qu’une erreur en retour. Le problème vient du site et passe "
                + "souvent tout seul\u00A0; réessayez dans quelques minutes."),
        [CauseIds.DnsTimeout] = new(
            "Le site n’a pas trouvé son chemin à temps",
            "Ce site a demandé le chemin vers l’une de ses parties et personne n’a répondu à temps. Tout va bien de votre côté\u00A0; réessayez "
                + "dans une minute."),
        [CauseIds.StaleDnsAddress] = new(
            "Ce site a déménagé",
            "Le site a déménagé et l’une de ses parties cherche encore à l’ancien endroit. Cela se règle du côté du site, en général dans "
                + "l’heure."),
        [CauseIds.ConnectRefused] = new(
            "Ce site ne fonctionne pas en ce moment",
            "La partie du site qui prépare cette page est à l’arrêt pour l’instant. Votre appareil et votre connexion ne sont pas en "
                + "cause\u00A0; c’est à l’équipe du site de la relancer."),
        [CauseIds.ConnectTimeout] = new(
            "Le site est injoignable pour le moment",
            "La partie du site qui prépare cette page ne réagit pas du tout. La panne est du côté du site\u00A0; réessayez dans quelques minutes."),
        [CauseIds.RouteUnreachable] = new(
            "Une liaison interne du site est coupée",
            "Il n’y a plus de liaison entre deux parties de ce site. Vous ne pouvez rien y faire de votre côté\u00A0; c’est à l’équipe du site "
                + "de la rétablir."),
        [CauseIds.DestinationProhibited] = new(
            "Demande arrêtée par mesure de sécurité",
            "Le site allait chercher cette page à un endroit qu’il n’a pas le droit d’utiliser\u00A0; il s’est donc arrêté. Ce sont les réglages "
                + "du site qu’il faut revoir, vous n’avez rien fait de mal."),
        [CauseIds.SocketMissing] = new(
            "Le site n’a pas encore démarré",
            "Le programme qui prépare cette page n’a pas démarré, ou pas au bon endroit. Cela vient du site\u00A0; s’il vient d’être mis à jour, il "
                + "sera peut-être de retour dans une minute."),
        [CauseIds.SocketPermissionDenied] = new(
            "Le site n’a pas accès à sa propre page",
            "Deux parties de ce site n’ont pas le droit de se parler. C’est un réglage du site, sans rapport avec votre compte ni votre mot de "
                + "passe."),
        [CauseIds.ListenQueueFull] = new(
            "Trop de monde à la porte",
            "Tant de personnes ouvrent ce site que même la file d’attente est pleine. C’est le site qui est à sa limite, pas votre connexion\u00A0; "
                + "réessayez dans un moment."),
        [CauseIds.TlsWrongProtocol] = new(
            "Deux parties du site ne se comprennent pas",
            "Une partie du site parle en privé et l’autre ne s’y attend pas\u00A0; la page n’a donc pas pu être préparée. C’est un mauvais réglage "
                + "du côté du site."),
        [CauseIds.TlsAlertReceived] = new(
            "Une partie du site en a refusé une autre",
            "Une partie protégée du site a refusé de parler au reste. C’est à l’équipe du site de régler cela\u00A0; ce que vous avez saisi n’y "
                + "est pour rien."),
        [CauseIds.TlsHandshakeClosed] = new(
            "Une ligne protégée a été coupée",
            "Le site a commencé une conversation protégée avec l’une de ses parties, mais l’autre côté a raccroché. Le problème vient du "
                + "site\u00A0; revenez un peu plus tard."),
        [CauseIds.TlsHandshakeTimeout] = new(
            "Une connexion protégée a pris trop de temps",
            "Une partie de ce site n’a pas terminé à temps un contrôle de sécurité. Tout va bien de votre côté\u00A0; essayez encore une fois "
                + "dans une minute."),
        [CauseIds.TlsCertificateUntrusted] = new(
            "Le site n’a pas pu vérifier l’une de ses parties",
            "Une partie du site n’a pas pu prouver qu’elle est authentique\u00A0; pour vous protéger, la page a été retenue. L’équipe du site "
                + "doit renouveler cette preuve, et d’ici là, réessayer ne servira à rien."),
        [CauseIds.TlsCertificateNameMismatch] = new(
            "Une partie du site a montré un autre nom",
            "Une partie du site s’est présentée sous un autre nom, et on ne lui a donc pas fait confiance. C’est à corriger du côté du site\u00A0; "
                + "votre appareil n’est pas en cause."),
        [CauseIds.UpstreamClosedBeforeResponse] = new(
            "Le site n’a donné aucune réponse",
            "Le site a reçu votre demande, puis a mis fin à la conversation sans un mot. Le problème vient du site\u00A0; si vous envoyiez un "
                + "formulaire ou une commande, vérifiez qu’ils ne sont pas déjà arrivés avant de les renvoyer."),
        [CauseIds.KeepaliveRace] = new(
            "Un contretemps à l’intérieur du site",
            "Deux parties de ce site se sont manquées de peu. Il n’y a aucun problème de votre côté, et recharger la page suffit presque "
                + "toujours."),
        [CauseIds.UpstreamReset] = new(
            "La conversation a été coupée",
            "La partie du site qui prépare cette page s’est interrompue au milieu de votre demande. Cela s’est passé du côté du site\u00A0; avant "
                + "de refaire un paiement ou une commande, assurez-vous qu’ils n’ont pas déjà abouti."),
        [CauseIds.ResponseTruncated] = new(
            "Seule une partie de la page est arrivée",
            "Le site a cessé d’envoyer la page avant qu’elle soit complète. Le problème vient du site\u00A0; rechargez la page, et ne vous fiez "
                + "pas à un fichier resté incomplet."),
        [CauseIds.ResponseTimeout] = new(
            "Cette page a pris trop de temps",
            "Le site fonctionne, mais il n’a pas fini cette page à temps. La lenteur vient de lui, pas de vous\u00A0; patientez un peu avant de "
                + "réessayer, car chaque nouvel essai alourdit sa tâche."),
        [CauseIds.ResponseStalled] = new(
            "La page s’est arrêtée à mi-chemin",
            "La page commençait à arriver, puis le site n’a plus rien envoyé. Votre connexion a tenu\u00A0; rechargez la page dans un instant."),
        [CauseIds.RequestWriteTimeout] = new(
            "Votre envoi n’a pas pu être transmis",
            "Le site a cessé d’accepter votre envoi avant de l’avoir reçu en entier. Le blocage est du côté du site\u00A0; conservez votre fichier "
                + "et réessayez plus tard."),
        [CauseIds.MalformedStatusLine] = new(
            "La réponse du site n’a pas de sens",
            "Le site a répondu par quelque chose qu’on ne peut pas afficher comme une page. Ses développeurs doivent s’en occuper\u00A0; vous "
                + "n’avez rien à changer."),
        [CauseIds.InvalidResponseHeader] = new(
            "La page est arrivée mal étiquetée",
            "La page venait du site avec des informations défectueuses et a donc été retenue. L’erreur est dans le programme du site, pas dans "
                + "votre navigateur."),
        [CauseIds.InvalidFraming] = new(
            "On ne sait pas où cette page se termine",
            "Le site s’est contredit sur la longueur de cette page\u00A0; par sécurité, elle ne vous a pas été transmise. Les développeurs du "
                + "site doivent corriger cela."),
        [CauseIds.InvalidResponseCoding] = new(
            "Cette page a été mal emballée",
            "La page a été emballée pour l’envoi d’une façon que personne ne peut ouvrir. Le problème vient du site\u00A0; recharger la page donnera "
                + "le même résultat tant qu’il n’est pas réparé."),
        [CauseIds.ResponseHeaderTooLarge] = new(
            "Le site a trop joint à cette page",
            "Le site a joint à cette page plus d’informations internes qu’on ne peut en transmettre. C’est à lui de les réduire, mais effacer "
                + "les cookies de ce site dans votre navigateur peut vous permettre d’entrer."),
        [CauseIds.Http2ProtocolError] = new(
            "Deux parties du site ont perdu le rythme",
            "Deux parties de ce site ont perdu le fil de leur conversation. Vous n’y êtes pour rien\u00A0; réessayez, cela marche souvent la "
                + "deuxième fois."),
        [CauseIds.WrongProtocolOnPort] = new(
            "Le site a composé un mauvais numéro",
            "Le site a joint l’un de ses services, mais pas celui qui prépare les pages. Un réglage du site est erroné et doit y être corrigé."),
        [CauseIds.UpgradeFailed] = new(
            "La liaison en direct n’a pas pu être établie",
            "Cette page voulait garder une ligne en direct avec le site, pour des messages ou des mises à jour, et le site n’a pas pu l’ouvrir. "
                + "Le reste fonctionne peut-être\u00A0; c’est à l’équipe du site de réparer la partie en direct."),
        [CauseIds.NoHealthyUpstream] = new(
            "Ce site n’est pas disponible actuellement",
            "Aucune des machines qui font fonctionner ce site n’est en état de répondre pour l’instant. Le site réessaie sans cesse de "
                + "lui-même\u00A0; revenez un peu plus tard."),
        [CauseIds.NoUpstreamConfigured] = new(
            "Il n’y a encore rien ici",
            "Cette adresse existe, mais rien n’y est relié. Si vous l’avez tapée vous-même, vérifiez qu’il n’y a pas de faute\u00A0; sinon, "
                + "l’équipe du site doit terminer sa mise en place."),
        [CauseIds.UpstreamConnectionLimit] = new(
            "Ce site est très sollicité",
            "Le site sert déjà autant de personnes qu’il peut en accueillir à la fois. Tout va bien de votre côté\u00A0; réessayez dans quelques "
                + "secondes."),
        [CauseIds.RateLimited] = new(
            "Un peu moins vite, s’il vous plaît",
            "De nombreuses demandes sont arrivées de votre connexion en peu de temps, et le site vous demande de faire une pause. Attendez une "
                + "minute, puis continuez\u00A0; si vous partagez votre connexion, leurs demandes comptent aussi."),
        [CauseIds.GatewayOutOfResources] = new(
            "L’entrée du site est bondée",
            "Il n’y a plus de place à l’entrée de ce site pour le moment. Cela vient du site et s’arrange en général assez vite."),
        [CauseIds.WorkerPoolExhausted] = new(
            "Tout le monde est occupé",
            "Tout ce qui prépare des pages ici est pris par d’autres visiteurs. L’attente vient du site\u00A0; réessayez dans un moment."),
        [CauseIds.WorkerCrashed] = new(
            "Le site a trébuché sur cette page",
            "Le programme qui préparait votre page s’est arrêté d’un coup. Le site le relance de lui-même, réessayez donc\u00A0; si vous "
                + "envoyiez quelque chose, vérifiez d’abord si cela a été enregistré."),
        [CauseIds.WorkerKilledByTimeout] = new(
            "Le site a renoncé à cette page",
            "Préparer cette page a pris plus de temps que le site n’en accorde, et il a lui-même arrêté le travail. Un nouvel essai donnera sans "
                + "doute le même résultat\u00A0; une recherche ou une sélection plus petite peut aboutir."),
        [CauseIds.ApplicationScriptError] = new(
            "La préparation de la page a échoué",
            "Le programme derrière cette page a commis une erreur et n’a rien produit qui puisse être affiché. C’est aux développeurs du site de "
                + "le réparer\u00A0; votre appareil n’y est pour rien."),
        [CauseIds.UpstreamSentError] = new(
            "Le site signale un problème",
            "Le site dit lui-même qu’il ne peut pas montrer cette page pour l’instant. La cause est de son côté\u00A0; réessayez plus tard."),
        [CauseIds.DatabaseDown] = new(
            "Le site n’accède plus à ses contenus",
            "Le site est en marche, mais il n’atteint pas l’endroit où ses contenus sont conservés. La panne vient du site\u00A0; réessayez dans "
                + "quelques minutes."),
        [CauseIds.GatewayConfiguredResponse] = new(
            "Fermé volontairement, pour l’instant",
            "Les personnes qui gèrent ce site ont mis ce message elles-mêmes, le plus souvent pendant qu’elles y travaillent. Tout va bien de "
                + "votre côté\u00A0; revenez plus tard."),
        [CauseIds.PolicyServiceUnavailable] = new(
            "L’accès n’a pas pu être vérifié",
            "Avant de montrer cette page, le site vérifie qui peut la voir, et cette vérification ne fonctionne pas en ce moment. On ne vous a "
                + "pas refusé l’entrée\u00A0: la panne est du côté du site, réessayez sous peu."),
        [CauseIds.ProxyLoop] = new(
            "Ce site tourne en rond",
            "Le site se renvoie sans cesse votre demande à lui-même et n’arrive jamais à la page. Seule l’équipe du site peut démêler cela."),
        [CauseIds.GatewayMisconfigured] = new(
            "Ce site est mal configuré",
            "Un réglage à l’entrée de ce site rend cette page impossible. L’équipe du site doit le corriger\u00A0; réessayer n’y changera rien."),
        [CauseIds.SiteFilesUnreadable] = new(
            "Le site ne peut pas ouvrir ce fichier",
            "Ce que vous demandez existe, mais ce site ne peut pas l’ouvrir pour le moment. L’équipe du site doit y remédier\u00A0; veuillez "
                + "réessayer plus tard."),
        [CauseIds.StoredPageUnreadable] = new(
            "La copie de cette page était abîmée",
            "Le site gardait une copie de ce que vous demandez, et cette copie s’est révélée abîmée pendant l’envoi. Veuillez recharger la "
                + "page\u00A0: le site en récupère maintenant une nouvelle."),
        [CauseIds.GatewayInternalError] = new(
            "Une erreur imprévue s’est produite ici",
            "L’entrée de ce site a elle-même commis une erreur. Ce n’est pas votre faute\u00A0; le numéro affiché sur cette page aide l’équipe du "
                + "site à retrouver ce qui s’est passé."),
        [CauseIds.CacheOnlyMiss] = new(
            "Aucune copie enregistrée de cette page",
            "Votre navigateur ou votre application n’a demandé qu’une copie enregistrée auparavant, et il n’y en a pas. Chargez la page "
                + "normalement\u00A0; si vous avez activé un mode hors ligne, désactivez-le."),
        [CauseIds.Undetermined] = new(
            "Cette page n’a pas pu être affichée",
            "Quelque chose s’est mal passé sur le chemin de cette page, et l’on ne sait pas encore quoi. Cela vient très probablement du "
                + "site\u00A0; réessayez et, si cela persiste, donnez à son équipe le numéro de cette page."),
        [CauseIds.ClientAborted] = new(
            "La page a été fermée avant d’arriver",
            "Votre navigateur ou votre connexion a mis fin à la demande avant que le site ait répondu. Si ce n’était pas voulu, vérifiez votre "
                + "connexion et rechargez la page."),
        [CauseIds.VisitorLocalGlitch] = new(
            "Le site fonctionne pour les autres",
            "Ce site répond aux autres sans difficulté\u00A0; la cause est donc sans doute de votre côté. Essayez un autre réseau ou une fenêtre "
                + "privée, ou désactivez votre VPN ou votre bloqueur de publicités."),
        [CauseIds.FirewallOrWafInterference] = new(
            "Une protection s’est interposée",
            "Une protection autour de ce site a bloqué ou modifié la réponse à votre demande. Elle vous a peut-être pris pour un "
                + "attaquant\u00A0; l’équipe du site peut lever le blocage, et cela fonctionne peut-être déjà depuis un autre réseau."),
        [CauseIds.CachedErrorPage] = new(
            "Vous voyez un ancien message",
            "Ce message d’erreur date d’un problème antérieur, peut-être déjà résolu. La copie est du côté du site et y sera effacée, ou "
                + "disparaîtra d’elle-même au bout de quelques minutes."),
        [CauseIds.CdnOriginMismatch] = new(
            "Les deux moitiés du site ne s’accordent pas",
            "Le service qui diffuse ce site et le site qui se trouve derrière sont réglés différemment. L’équipe du site doit les mettre "
                + "d’accord\u00A0; vous ne pouvez rien y changer de votre côté."),
    };
}
