namespace Goodgate.Verdicts.Catalogue.Translations;

/// <summary>Spanish, formal address (usted).</summary>
internal static class SpanishTexts
{
    public static IReadOnlyDictionary<string, VisitorText> All { get; } = new Dictionary<string, VisitorText>(StringComparer.Ordinal)
    {
        [CauseIds.DnsNameNotFound] = new(
            "No se encuentra una parte de este sitio",
            "El sitio busca una de sus propias partes con un nombre que no existe. El error es del sitio y todo volverá a funcionar cuando lo "
                + "corrijan."),
        [CauseIds.DnsServerFailure] = new(
            "El sitio ha perdido la orientación",
            "Este sitio preguntó dónde está una de sus partes y recibió un error en lugar de una respuesta. Es un problema del sitio que suele "
                + "pasar pronto; inténtelo de nuevo en unos minutos."),
        [CauseIds.DnsTimeout] = new(
            "El sitio no encontró el camino a tiempo",
            "Este sitio preguntó cómo llegar a una de sus partes y nadie respondió a tiempo. Por su parte todo está bien; inténtelo de nuevo en "
                + "un minuto."),
        [CauseIds.StaleDnsAddress] = new(
            "Este sitio se ha mudado",
            "El sitio se ha mudado y una parte sigue mirando al lugar antiguo. Se arregla en el propio sitio, normalmente en menos de una hora."),
        [CauseIds.ConnectRefused] = new(
            "Este sitio no está funcionando ahora mismo",
            "La parte del sitio que prepara esta página está parada en este momento. Su dispositivo y su conexión están bien; el equipo del "
                + "sitio tiene que volver a ponerla en marcha."),
        [CauseIds.ConnectTimeout] = new(
            "Ahora mismo no se puede acceder al sitio",
            "La parte del sitio que prepara esta página no responde en absoluto. El fallo está en el sitio; vuelva a intentarlo dentro de unos "
                + "minutos."),
        [CauseIds.RouteUnreachable] = new(
            "Una conexión interna del sitio está cortada",
            "Entre dos partes de este sitio no hay ninguna conexión que funcione. Usted no puede hacer nada al respecto; el equipo del sitio "
                + "debe repararla."),
        [CauseIds.DestinationProhibited] = new(
            "La petición se detuvo por seguridad",
            "El sitio iba a traer esta página de un lugar que no tiene permitido usar y por eso se detuvo. Hay que revisar los ajustes del "
                + "sitio; usted no ha hecho nada mal."),
        [CauseIds.SocketMissing] = new(
            "El sitio todavía no ha arrancado",
            "El programa que prepara esta página no se ha iniciado o lo ha hecho en el lugar equivocado. El problema es del sitio; si acaban de "
                + "actualizarlo, puede que vuelva en un minuto."),
        [CauseIds.SocketPermissionDenied] = new(
            "El sitio no tiene acceso a su propia página",
            "Dos partes de este sitio no tienen permiso para comunicarse entre sí. Es un ajuste del sitio y no tiene nada que ver con su cuenta "
                + "ni con su contraseña."),
        [CauseIds.ListenQueueFull] = new(
            "Hay demasiada gente en la puerta",
            "Tantas personas están abriendo este sitio que hasta la cola de espera está llena. Es el sitio el que está al límite, no su "
                + "conexión; inténtelo de nuevo dentro de un momento."),
        [CauseIds.TlsWrongProtocol] = new(
            "Dos partes del sitio no se entienden",
            "Una parte del sitio se comunica en privado y la otra no está preparada para ello, así que no se pudo preparar la página. Es un "
                + "ajuste incorrecto del sitio."),
        [CauseIds.TlsAlertReceived] = new(
            "Una parte del sitio rechazó a otra",
            "Una parte protegida del sitio se negó a hablar con el resto. Tiene que arreglarlo el equipo del sitio; no guarda relación con los "
                + "datos que usted haya introducido."),
        [CauseIds.TlsHandshakeClosed] = new(
            "Se cortó una línea protegida",
            "El sitio empezó una conversación protegida con una de sus partes y al otro lado colgaron. El fallo es del sitio; vuelva un poco más "
                + "tarde."),
        [CauseIds.TlsHandshakeTimeout] = new(
            "Una conexión protegida tardó demasiado",
            "Una parte de este sitio no terminó a tiempo un control de seguridad. Por su parte está todo en orden; pruebe otra vez dentro de un "
                + "minuto."),
        [CauseIds.TlsCertificateUntrusted] = new(
            "El sitio no pudo comprobar una de sus partes",
            "Una de las partes del sitio no pudo demostrar que es auténtica y, para protegerle, la página no se entregó. El equipo del sitio "
                + "debe renovar esa prueba; hasta entonces no servirá de nada volver a intentarlo."),
        [CauseIds.TlsCertificateNameMismatch] = new(
            "Una parte del sitio mostró otro nombre",
            "Una de las partes del sitio se identificó con un nombre distinto y por eso no se confió en ella. Debe corregirse en el sitio; a "
                + "su dispositivo no le pasa nada."),
        [CauseIds.UpstreamClosedBeforeResponse] = new(
            "El sitio no dio respuesta",
            "El sitio recibió su petición y terminó la conversación sin decir nada. El fallo es del sitio; si estaba enviando un formulario o "
                + "un pedido, compruebe si llegó antes de enviarlo otra vez."),
        [CauseIds.KeepaliveRace] = new(
            "Un contratiempo dentro del sitio",
            "Dos partes de este sitio no coincidieron por un instante. Por su parte no hay ningún problema y casi siempre basta con volver a "
                + "cargar la página."),
        [CauseIds.UpstreamReset] = new(
            "La conversación se cortó",
            "La parte del sitio que prepara esta página se interrumpió en mitad de su petición. Ocurrió en el sitio; antes de repetir un pago "
                + "o un pedido, asegúrese de que no se haya realizado ya."),
        [CauseIds.ResponseTruncated] = new(
            "Solo llegó una parte de la página",
            "El sitio dejó de enviar la página antes de que estuviera completa. El fallo es del sitio; cargue la página otra vez y no se fíe de "
                + "un archivo que haya quedado cortado."),
        [CauseIds.ResponseTimeout] = new(
            "Esta página tardó demasiado",
            "El sitio funciona, pero no terminó esta página a tiempo. El lento es el sitio, no usted; espere un momento antes de volver a "
                + "intentarlo, porque cada intento le da más trabajo."),
        [CauseIds.ResponseStalled] = new(
            "La página se quedó a medias",
            "La página empezó a llegar y después el sitio no envió nada más. Su conexión no se cortó; vuelva a cargar la página dentro de un "
                + "momento."),
        [CauseIds.RequestWriteTimeout] = new(
            "No se pudo hacer llegar lo que envió",
            "El sitio dejó de aceptar su envío antes de recibirlo entero. El atasco está en el sitio; conserve su archivo e inténtelo más tarde."),
        [CauseIds.MalformedStatusLine] = new(
            "La respuesta del sitio no se entiende",
            "El sitio contestó con algo que no se puede mostrar como página. Deben revisarlo quienes lo programan; usted no tiene que cambiar nada."),
        [CauseIds.InvalidResponseHeader] = new(
            "La página llegó con una etiqueta dañada",
            "La página venía del sitio acompañada de información defectuosa y por eso se retuvo. Es un error del programa del sitio, no de su "
                + "navegador."),
        [CauseIds.InvalidFraming] = new(
            "No está claro dónde acaba esta página",
            "El sitio se contradijo sobre el tamaño de esta página y, por su seguridad, no se entregó. Quienes programan el sitio tienen que "
                + "corregirlo."),
        [CauseIds.InvalidResponseCoding] = new(
            "La página venía mal empaquetada",
            "La página se empaquetó para el envío de una forma que nadie puede abrir. El fallo es del sitio; recargarla no servirá de nada hasta "
                + "que lo reparen."),
        [CauseIds.ResponseHeaderTooLarge] = new(
            "El sitio añadió demasiado a esta página",
            "El sitio acompañó la página de más información interna de la que se puede entregar. Le toca al sitio reducirla, pero quizá pueda "
                + "entrar si borra las cookies de este sitio en su navegador."),
        [CauseIds.Http2ProtocolError] = new(
            "Dos partes del sitio perdieron el compás",
            "Dos partes de este sitio perdieron el hilo de su conversación. No se debe a usted; inténtelo otra vez, a la segunda suele funcionar."),
        [CauseIds.WrongProtocolOnPort] = new(
            "El sitio marcó un número equivocado",
            "El sitio llegó a uno de sus servicios, pero no al que prepara las páginas. Un ajuste del sitio está mal y hay que cambiarlo allí."),
        [CauseIds.UpgradeFailed] = new(
            "No se pudo abrir la conexión en directo",
            "Esta página quería mantener una línea en directo con el sitio, para mensajes o novedades, y el sitio no pudo abrirla. Puede que "
                + "el resto funcione; la parte en directo debe repararla el equipo del sitio."),
        [CauseIds.NoHealthyUpstream] = new(
            "Este sitio no está disponible ahora",
            "Ninguna de las máquinas que atienden este sitio está en condiciones de responder. El sitio lo sigue intentando sin parar; vuelva "
                + "un poco más tarde."),
        [CauseIds.NoUpstreamConfigured] = new(
            "Aquí todavía no hay nada",
            "Esta dirección existe, pero no se ha conectado nada a ella. Si la escribió a mano, compruebe que no haya una errata; si no, el "
                + "equipo del sitio debe terminar de configurarla."),
        [CauseIds.UpstreamConnectionLimit] = new(
            "Este sitio tiene ahora muchas visitas",
            "El sitio ya atiende a tantas personas como puede a la vez. Por su parte todo va bien; inténtelo de nuevo en unos segundos."),
        [CauseIds.RateLimited] = new(
            "Un poco más despacio, por favor",
            "Desde su conexión llegaron muchas peticiones en poco tiempo y el sitio le pide una pausa. Espere un minuto y continúe; si "
                + "comparte la conexión, las demás personas también cuentan."),
        [CauseIds.GatewayOutOfResources] = new(
            "La entrada del sitio está abarrotada",
            "En la entrada de este sitio no cabe nadie más por ahora. El problema es del sitio y suele resolverse pronto."),
        [CauseIds.WorkerPoolExhausted] = new(
            "Ahora mismo no queda nadie libre",
            "Todo lo que prepara páginas aquí está atendiendo a otras visitas. La espera se debe al sitio; inténtelo otra vez dentro de un momento."),
        [CauseIds.WorkerCrashed] = new(
            "El sitio tropezó con esta página",
            "El programa que preparaba su página se paró de repente. El sitio lo vuelve a iniciar solo, así que pruebe otra vez; si estaba "
                + "enviando algo, compruebe antes si se guardó."),
        [CauseIds.WorkerKilledByTimeout] = new(
            "El sitio renunció a esta página",
            "Preparar esta página llevó más tiempo del que el sitio permite y el propio sitio detuvo el trabajo. Si lo repite, probablemente "
                + "acabará igual; una búsqueda o selección más pequeña puede funcionar."),
        [CauseIds.ApplicationScriptError] = new(
            "Algo falló al preparar la página",
            "El programa que prepara esta página cometió un error y no produjo nada que se pueda mostrar. Deben repararlo quienes programan el "
                + "sitio; no tiene que ver con su dispositivo."),
        [CauseIds.UpstreamSentError] = new(
            "El sitio avisa de un problema",
            "El propio sitio dice que ahora no puede mostrar esta página. El motivo está en el sitio; inténtelo más tarde."),
        [CauseIds.DatabaseDown] = new(
            "El sitio no puede acceder a sus contenidos",
            "El sitio está en marcha, pero no consigue llegar al lugar donde guarda sus contenidos. El fallo es del sitio; inténtelo de nuevo "
                + "dentro de unos minutos."),
        [CauseIds.GatewayConfiguredResponse] = new(
            "Cerrado a propósito, por ahora",
            "Quienes llevan este sitio han puesto ellos mismos este mensaje, normalmente mientras trabajan en él. Por su parte está todo en "
                + "orden; vuelva más tarde."),
        [CauseIds.PolicyServiceUnavailable] = new(
            "No se pudo comprobar el acceso",
            "Antes de mostrar esta página, el sitio comprueba quién puede verla, y esa comprobación no funciona ahora. No se le ha negado la "
                + "entrada: el fallo es del sitio, vuelva a intentarlo en breve."),
        [CauseIds.ProxyLoop] = new(
            "El sitio da vueltas en círculo",
            "El sitio se devuelve su petición a sí mismo una y otra vez y nunca llega a la página. Solo el equipo del sitio puede desenredarlo."),
        [CauseIds.GatewayMisconfigured] = new(
            "Este sitio está mal configurado",
            "Un ajuste en la entrada de este sitio hace imposible esta página. El equipo del sitio debe corregirlo; intentarlo de nuevo no "
                + "cambiará nada."),
        [CauseIds.SiteFilesUnreadable] = new(
            "El sitio no puede abrir este archivo",
            "Lo que usted pidió existe, pero este sitio no puede abrirlo en este momento. El equipo del sitio debe corregirlo; inténtelo de nuevo "
                + "más tarde."),
        [CauseIds.StoredPageUnreadable] = new(
            "La copia de esta página estaba dañada",
            "El sitio guardaba una copia de lo que usted pidió, y resultó estar dañada mientras se enviaba. Vuelva a cargar la página: el sitio "
                + "obtiene ahora una nueva."),
        [CauseIds.GatewayInternalError] = new(
            "Aquí ocurrió un error inesperado",
            "La entrada de este sitio cometió un error. No es culpa suya; el número que aparece en esta página ayuda al equipo del sitio a "
                + "averiguar qué pasó."),
        [CauseIds.CacheOnlyMiss] = new(
            "No hay copia guardada de esta página",
            "Su navegador o aplicación pidió solo una copia guardada con anterioridad, y no hay ninguna. Cargue la página de la forma habitual; "
                + "si activó un modo sin conexión, desactívelo."),
        [CauseIds.Undetermined] = new(
            "No se pudo mostrar esta página",
            "Algo falló en el camino hacia esta página y aún no se sabe qué. Lo más probable es que sea del sitio; inténtelo otra vez y, si "
                + "continúa, dé a su equipo el número de esta página."),
        [CauseIds.ClientAborted] = new(
            "La página se cerró antes de llegar",
            "Su navegador o su conexión puso fin a la petición antes de que el sitio respondiera. Si no fue a propósito, revise su conexión y "
                + "vuelva a cargar la página."),
        [CauseIds.VisitorLocalGlitch] = new(
            "A otras personas el sitio les funciona",
            "Este sitio responde a otras personas sin problemas, así que la causa está probablemente de su lado. Pruebe con otra red o una "
                + "ventana privada, o desactive la VPN o el bloqueador de anuncios."),
        [CauseIds.FirewallOrWafInterference] = new(
            "Una protección se interpuso",
            "Una protección en torno a este sitio bloqueó o cambió la respuesta a su petición. Quizá le tomó por un atacante; el equipo del "
                + "sitio puede aclararlo, y desde otra red tal vez ya funcione."),
        [CauseIds.CachedErrorPage] = new(
            "Está viendo un mensaje antiguo",
            "Este mensaje de error se guardó de un problema anterior que quizá ya pasó. La copia está en el sitio y se borrará allí, o por sí "
                + "sola en unos minutos."),
        [CauseIds.CdnOriginMismatch] = new(
            "Las dos mitades del sitio no encajan",
            "El servicio que distribuye este sitio y el sitio que hay detrás están configurados de forma distinta. El equipo del sitio debe "
                + "ponerlos de acuerdo; desde su lado no se puede cambiar nada."),
    };
}
