using Goodgate.Verdicts.Catalogue;

namespace Goodgate.Gateway.Answers.Languages;

internal static class Spanish
{
    public static readonly PageWords Words = new()
    {
        Tag = "es",
        Sides = new Dictionary<Side, string>
        {
            [Side.Site] = "No se debe a su dispositivo ni a su conexión: le toca al sitio web resolverlo.",
            [Side.Visitor] = "Es probable que pueda resolverlo usted mismo.",
            [Side.Unclear] = "No está claro de qué lado está el problema.",
            [Side.Planned] = "Está previsto así. Por su parte todo está bien.",
            [Side.Address] = "El sitio está ahí y responde; simplemente no tiene nada en esta dirección.",
            [Side.Request] = "Se debe a la forma de pedirlo: el sitio no lo acepta así.",
        },
        Way = "El camino hasta esta página",
        You = "Usted",
        FrontDoor = "Entrada del sitio",
        Application = "Aplicación",
        States = new Dictionary<PartState, string>
        {
            [PartState.Connected] = "Con conexión",
            [PartState.Working] = "Funciona",
            [PartState.Trouble] = "Con problemas",
            [PartState.NotReached] = "Sin contacto",
            [PartState.NotAsked] = "Sin consultar",
            [PartState.Slow] = "Demasiado lenta",
            [PartState.Busy] = "Saturada",
            [PartState.Closed] = "Cerrada por ahora",
            [PartState.LookHere] = "Empiece por aquí",
            [PartState.Unclear] = "Sin aclarar",
            [PartState.Private] = "No abierto aquí",
        },
        WhatToTry = "Qué puede hacer",
        Advice = new Dictionary<Advice, string>
        {
            [Advice.CheckFirst] = "Lo que envió puede haber llegado de todos modos. Compruébelo antes de volver a enviarlo, por ejemplo un pedido o un mensaje.",
            [Advice.SendAgain] = "Lo que envió no llegó a la aplicación. Puede volver a enviarlo más tarde sin riesgo.",
            [Advice.Wait] = "Espere un poco y vuelva a cargar la página.",
            [Advice.WaitOnce] = "Espere antes de recargar. Recargar una y otra vez alarga la cola para todos.",
            [Advice.ComeBack] = "Vuelva más tarde.",
            [Advice.NeedsRepair] = "Recargar enseguida no servirá de nada: los responsables del sitio tienen que corregirlo. Vuelva más tarde.",
            [Advice.TryNow] = "Vuelva a cargar la página. Un segundo intento suele funcionar enseguida.",
            [Advice.OtherBrowser] = "Abra la página en una ventana privada o en otro navegador.",
            [Advice.OtherNetwork] = "Pruebe con otra red, por ejemplo los datos móviles, y desactive la VPN si usa una.",
            [Advice.ClearData] = "Borre las cookies y la caché de este sitio en su navegador. Quizá tenga que volver a iniciar sesión.",
            [Advice.HardReload] = "Recargue sin la copia guardada: Ctrl + F5, o Cmd + Mayús + R en un Mac.",
            [Advice.SlowDown] = "Haga una pausa y cierre otras pestañas o programas que usen este sitio.",
            [Advice.NothingHere] = "Cambiar de navegador o de red no servirá de nada. No necesita cambiar nada.",
            [Advice.TellSite] = "Si continúa, avise a los responsables de este sitio y deles la referencia de abajo.",
            [Advice.CheckAddress] = "Compruebe que la dirección no tenga errores, o vuelva a la página de la que venía.",
            [Advice.SendLess] = "Envíe algo más pequeño, o envíelo en varias partes.",
        },
        Refusals = new Dictionary<RefusalKind, VisitorText>
        {
            [RefusalKind.NotFound] = new("No hay nada en esta dirección", "El sitio no tiene ninguna página aquí. Quizá se haya movido, o la dirección tenga un error."),
            [RefusalKind.NotAllowed] = new("Esto no se muestra aquí", "El sitio se reserva lo que hay en esta dirección."),
            [RefusalKind.NotDone] = new("Esto no se puede hacer en esta dirección", "Aquí hay algo, pero no acepta lo que se le envió, por ejemplo un formulario."),
            [RefusalKind.TooManyCookies] = new("Su navegador envió demasiado", "Con cada página su navegador devuelve las notas que este sitio dejó en él, las cookies. Ahora son más de las que el sitio acepta."),
            [RefusalKind.TooLarge] = new("Lo que envió es demasiado grande", "El sitio solo acepta un cierto tamaño de una vez, y esto lo superaba. No se usó nada de ello."),
            [RefusalKind.TooSlow] = new("Su petición tardó demasiado en llegar", "El sitio esperaba lo que su navegador enviaba y no llegó a tiempo. Lo más habitual es una conexión lenta o con cortes."),
            [RefusalKind.NotUnderstood] = new("El sitio no entendió esta petición", "Lo que llegó no tiene la forma que este sitio espera, así que no se hizo nada con ello."),
        },
        TryAgain = "Intentar de nuevo",
        WaitFirst = "Espere aproximadamente {0} antes de volver a intentarlo.",
        Durations = new("1 segundo", "{0} segundos", "1 minuto", "{0} minutos", "1 hora", "{0} horas", "1 día", "{0} días"),
        StatusPage = "Ver la página de estado",
        Details = "Datos para el soporte técnico",
        Reference = "Referencia",
        Time = "Hora",
        Code = "Código",
    };
}
