using Goodgate.Verdicts.Catalogue;

namespace Goodgate.Gateway.Answers.Languages;

internal static class French
{
    public static readonly PageWords Words = new()
    {
        Tag = "fr",
        Sides = new Dictionary<Side, string>
        {
            [Side.Site] = "Votre appareil et votre connexion n’y sont pour rien\u00A0: c’est au site d’y remédier.",
            [Side.Visitor] = "Vous pouvez sans doute résoudre cela de votre côté.",
            [Side.Unclear] = "On ne sait pas encore de quel côté vient le problème.",
            [Side.Planned] = "C’est prévu ainsi. Tout va bien de votre côté.",
            [Side.Address] = "Le site est là et répond\u00A0; il n’a simplement rien à cette adresse.",
            [Side.Request] = "Cela tient à la façon de demander\u00A0: le site ne l’accepte pas ainsi.",
        },
        Way = "Le chemin jusqu’à cette page",
        You = "Vous",
        FrontDoor = "Entrée du site",
        Application = "Application",
        States = new Dictionary<PartState, string>
        {
            [PartState.Connected] = "En ligne",
            [PartState.Working] = "Fonctionne",
            [PartState.Trouble] = "En difficulté",
            [PartState.NotReached] = "Injoignable",
            [PartState.NotAsked] = "Non sollicitée",
            [PartState.Slow] = "Trop lente",
            [PartState.Busy] = "Surchargée",
            [PartState.Closed] = "Fermée pour l’instant",
            [PartState.LookHere] = "À vérifier d’abord",
            [PartState.Unclear] = "Incertain",
            [PartState.Private] = "Pas ouvert ici",
        },
        WhatToTry = "Ce que vous pouvez faire",
        Advice = new Dictionary<Advice, string>
        {
            [Advice.CheckFirst] = "Ce que vous avez envoyé est peut-être arrivé malgré tout. Vérifiez avant de le renvoyer, par exemple une commande ou un message.",
            [Advice.SendAgain] = "Ce que vous avez envoyé n’est pas parvenu à l’application. Vous pouvez le renvoyer plus tard sans risque.",
            [Advice.Wait] = "Attendez un peu, puis rechargez la page.",
            [Advice.WaitOnce] = "Attendez avant de recharger. Recharger sans cesse allonge la file d’attente pour tout le monde.",
            [Advice.ComeBack] = "Revenez plus tard.",
            [Advice.NeedsRepair] = "Recharger tout de suite ne servira à rien : les responsables du site doivent corriger cela. Revenez plus tard.",
            [Advice.TryNow] = "Rechargez la page. Un deuxième essai réussit souvent aussitôt.",
            [Advice.OtherBrowser] = "Ouvrez la page dans une fenêtre privée ou un autre navigateur.",
            [Advice.OtherNetwork] = "Essayez un autre réseau, par exemple les données mobiles, et désactivez le VPN si vous en utilisez un.",
            [Advice.ClearData] = "Effacez les cookies et le cache de ce site dans votre navigateur. Il faudra peut-être vous reconnecter.",
            [Advice.HardReload] = "Rechargez sans la copie enregistrée : Ctrl + F5, ou Cmd + Maj + R sur Mac.",
            [Advice.SlowDown] = "Faites une pause et fermez les autres onglets ou programmes qui utilisent ce site.",
            [Advice.NothingHere] = "Changer de navigateur ou de réseau ne servira à rien. Vous n’avez rien à modifier.",
            [Advice.TellSite] = "Si cela dure, prévenez les responsables de ce site en donnant la référence ci-dessous.",
            [Advice.CheckAddress] = "Vérifiez qu’il n’y a pas de faute dans l’adresse, ou revenez à la page d’où vous venez.",
            [Advice.SendLess] = "Envoyez quelque chose de plus petit, ou en plusieurs parties.",
        },
        Refusals = new Dictionary<RefusalKind, VisitorText>
        {
            [RefusalKind.NotFound] = new("Il n’y a rien à cette adresse", "Le site n’a pas de page ici. Elle a peut-être changé de place, ou l’adresse contient une faute."),
            [RefusalKind.NotAllowed] = new("Ceci n’est pas montré ici", "Le site garde pour lui ce qui se trouve à cette adresse."),
            [RefusalKind.NotDone] = new("Cela n’est pas possible à cette adresse", "Il y a bien quelque chose ici, mais cela n’accepte pas ce qui a été envoyé, un formulaire par exemple."),
            [RefusalKind.TooManyCookies] = new("Votre navigateur en a trop envoyé", "À chaque page, votre navigateur renvoie les notes que ce site lui a laissées, les cookies. Il y en a maintenant plus que le site n’en accepte."),
            [RefusalKind.TooLarge] = new("Ce que vous avez envoyé est trop volumineux", "Le site n’accepte qu’une certaine taille à la fois, et elle est dépassée. Rien n’a été utilisé."),
            [RefusalKind.TooSlow] = new("Votre demande a mis trop de temps à arriver", "Le site attendait ce que votre navigateur envoyait, et cela n’est pas venu à temps. Une connexion lente ou perturbée en est le plus souvent la cause."),
            [RefusalKind.NotUnderstood] = new("Le site n’a pas compris cette demande", "Ce qui est arrivé n’a pas la forme que ce site attend\u00A0; rien n’en a donc été fait."),
        },
        TryAgain = "Réessayer",
        WaitFirst = "Attendez environ {0} avant de réessayer.",
        Durations = new("1 seconde", "{0} secondes", "1 minute", "{0} minutes", "1 heure", "{0} heures", "1 jour", "{0} jours"),
        StatusPage = "Voir la page d’état",
        Details = "Informations pour l’assistance",
        Reference = "Référence",
        Time = "Heure",
        Code = "Code",
    };
}
