namespace Goodgate.Verdicts.Catalogue.Translations;

/// <summary>Chinese, simplified characters.</summary>
internal static class ChineseTexts
{
    public static IReadOnlyDictionary<string, VisitorText> All { get; } = new Dictionary<string, VisitorText>(StringComparer.Ordinal)
    {
        [CauseIds.DnsNameNotFound] = new(
            "找不到本网站的一部分",
            "网站用一个并不存在的名称去找自己的某个部分。问题出在网站一方，网站更正之后就会恢复。"),
        [CauseIds.DnsServerFailure] = new(
            "网站暂时迷了路",
            "网站询问自己的某个部分在哪里，却只得到了一个错误。问题在网站一方，往往很快就过去，请过几分钟再试。"),
        [CauseIds.DnsTimeout] = new(
            "网站没能及时找到路",
            "网站询问通往自己某个部分的路，但没有人及时回答。您这边没有问题，请过一分钟再试。"),
        [CauseIds.StaleDnsAddress] = new(
            "本网站搬家了",
            "网站已经搬了家，但还有一部分仍在旧的地方寻找。网站一方会自行恢复，通常不超过一小时。"),
        [CauseIds.ConnectRefused] = new(
            "本网站目前没有运行",
            "网站里负责生成这个页面的部分现在没有运行。您的设备和网络都正常，需要网站人员把它重新启动。"),
        [CauseIds.ConnectTimeout] = new(
            "暂时无法连接到网站",
            "网站里负责生成这个页面的部分毫无反应。故障在网站一方，请几分钟后再试。"),
        [CauseIds.RouteUnreachable] = new(
            "网站内部的一条线路断了",
            "本网站的两个部分之间没有可用的通路。您这边无法处理，需要网站人员修复线路。"),
        [CauseIds.DestinationProhibited] = new(
            "出于安全考虑，请求已被停止",
            "网站正要到一个不允许使用的地方去取这个页面，所以停了下来。需要检查的是网站的设置，您没有做错什么。"),
        [CauseIds.SocketMissing] = new(
            "网站还没有启动",
            "生成这个页面的程序没有启动，或者启动在了错误的位置。这是网站一方的问题；如果网站刚刚更新，也许一分钟后就会恢复。"),
        [CauseIds.SocketPermissionDenied] = new(
            "网站打不开自己的页面",
            "本网站的两个部分不被允许互相通信。这是网站的设置问题，与您的账号和密码无关。"),
        [CauseIds.ListenQueueFull] = new(
            "门口的人太多了",
            "同时打开本网站的人太多，连排队的位置都满了。达到极限的是网站，不是您的网络，请稍后再试。"),
        [CauseIds.TlsWrongProtocol] = new(
            "网站的两个部分互相听不懂",
            "网站的一部分用保密方式通信，另一部分却没有相应的准备，所以页面没能生成。这是网站一方的设置错误。"),
        [CauseIds.TlsAlertReceived] = new(
            "网站的一部分拒绝了另一部分",
            "网站里一个受保护的部分拒绝与其他部分通信。需要网站人员处理，与您填写的内容无关。"),
        [CauseIds.TlsHandshakeClosed] = new(
            "一条受保护的线路被切断了",
            "网站刚开始与自己的一个部分进行受保护的通信，对方就断开了。问题在网站一方，请稍后再来。"),
        [CauseIds.TlsHandshakeTimeout] = new(
            "建立受保护的连接花了太久",
            "本网站的一个部分没有按时完成安全检查。您这边一切正常，请一分钟后再试一次。"),
        [CauseIds.TlsCertificateUntrusted] = new(
            "网站无法核实自己的一个部分",
            "网站的一个部分无法证明自己是真的，为了保护您，页面没有送出。网站人员需要更新这份证明，在此之前重试没有用。"),
        [CauseIds.TlsCertificateNameMismatch] = new(
            "网站的一个部分名字不符",
            "网站的一个部分用了另一个名字表明身份，因此没有得到信任。这需要网站一方更正，您的设备不受影响。"),
        [CauseIds.UpstreamClosedBeforeResponse] = new(
            "网站没有给出回答",
            "网站收下了您的请求，却没有任何回应就断开了。问题在网站一方；如果您正在提交表单或订单，再次提交之前请先确认是否已经收到。"),
        [CauseIds.KeepaliveRace] = new(
            "网站内部时机不巧",
            "本网站的两个部分刚好错过了彼此。您这边没有问题，通常重新打开页面就可以了。"),
        [CauseIds.UpstreamReset] = new(
            "连接被中途切断",
            "网站里负责生成这个页面的部分在处理您的请求时突然中断。这发生在网站一方；重新付款或下单之前，请先确认上一次没有成功。"),
        [CauseIds.ResponseTruncated] = new(
            "页面只送到了一部分",
            "页面还没送完，网站就停止了发送。问题在网站一方，请重新打开页面，不要使用没有下载完整的文件。"),
        [CauseIds.ResponseTimeout] = new(
            "这个页面耗时太长",
            "网站在工作，但没能按时完成这个页面。慢的是网站，不是您这边；请稍等再试，因为每次重试都会增加它的负担。"),
        [CauseIds.ResponseStalled] = new(
            "页面停在了半路",
            "页面已经开始送达，之后网站就没有再发来任何内容。您的网络没有断，请稍后重新打开页面。"),
        [CauseIds.RequestWriteTimeout] = new(
            "您发送的内容没能转交",
            "网站在收完您发送的内容之前就不再接收了。卡住的是网站一方，请保留好文件，晚些再试。"),
        [CauseIds.MalformedStatusLine] = new(
            "网站的回答无法理解",
            "网站回复了一些无法作为页面显示的内容。需要网站的开发人员查看，您不用做任何改动。"),
        [CauseIds.InvalidResponseHeader] = new(
            "页面附带的信息有误",
            "页面从网站送来时附带了错误的信息，所以被拦下了。这是网站程序的错误，不是您浏览器的问题。"),
        [CauseIds.InvalidFraming] = new(
            "不清楚这个页面在哪里结束",
            "关于这个页面有多长，网站的说法前后矛盾，为了您的安全没有送出。需要网站的开发人员改正。"),
        [CauseIds.InvalidResponseCoding] = new(
            "这个页面打包出错",
            "页面在发送时的打包方式谁也拆不开。问题在网站一方，修好之前重新打开也是一样。"),
        [CauseIds.ResponseHeaderTooLarge] = new(
            "网站给页面附加的东西太多",
            "网站给这个页面附加的内部信息超过了能够送达的数量。应由网站来减少，但您在浏览器里删除本网站的 Cookie 也许就能进入。"),
        [CauseIds.Http2ProtocolError] = new(
            "网站的两个部分乱了节奏",
            "本网站的两个部分在沟通中乱了头绪。原因不在您这边，请再试一次，第二次往往就好。"),
        [CauseIds.WrongProtocolOnPort] = new(
            "网站拨错了号码",
            "网站联系到了自己的一个服务，但不是负责生成页面的那个。网站一方有一项设置不对，需要在那里修改。"),
        [CauseIds.UpgradeFailed] = new(
            "实时连接没能建立",
            "这个页面想与网站保持一条实时线路，用来收发消息或更新，但网站没能建立这条线路。其他功能也许仍可使用，实时部分需要网站人员修复。"),
        [CauseIds.NoHealthyUpstream] = new(
            "本网站目前无法使用",
            "为本网站服务的机器现在没有一台能够回答。网站一方正在不断自动重试，请稍后再来。"),
        [CauseIds.NoUpstreamConfigured] = new(
            "这里还没有内容",
            "这个地址是存在的，但还没有连接任何内容。如果是您手动输入的，请检查有没有打错；否则需要网站人员完成设置。"),
        [CauseIds.UpstreamConnectionLimit] = new(
            "本网站现在很忙",
            "网站同时接待的人数已经达到上限。您这边一切都好，请几秒钟后再试。"),
        [CauseIds.RateLimited] = new(
            "请稍微慢一点",
            "短时间内从您的网络发来了很多请求，所以网站请您暂停一下。等一分钟再继续；如果您与他人共用网络，他们的请求也计算在内。"),
        [CauseIds.GatewayOutOfResources] = new(
            "网站入口太拥挤",
            "本网站的入口现在容不下更多访客。这是网站一方的问题，通常很快就会缓解。"),
        [CauseIds.WorkerPoolExhausted] = new(
            "所有人手都在忙",
            "这里所有负责生成页面的部分都在接待其他访客。等待是网站一方造成的，请稍后再试。"),
        [CauseIds.WorkerCrashed] = new(
            "网站在处理这个页面时出了岔子",
            "正在为您生成页面的程序突然停止了。网站会自动把它重新启动，您可以再试一次；如果您刚才在提交内容，请先确认是否已经保存。"),
        [CauseIds.WorkerKilledByTimeout] = new(
            "网站放弃了这个页面",
            "生成这个页面的时间超过了网站允许的限度，网站自己停止了这项工作。重试的结果很可能一样，把搜索或选择的范围缩小也许能成功。"),
        [CauseIds.ApplicationScriptError] = new(
            "生成页面时出了故障",
            "这个页面背后的程序出了错，没有产生任何可以显示的内容。需要网站的开发人员修复，与您的设备无关。"),
        [CauseIds.UpstreamSentError] = new(
            "网站报告了一个问题",
            "网站自己表示现在无法显示这个页面。原因在网站一方，请晚些时候再试。"),
        [CauseIds.DatabaseDown] = new(
            "网站取不到自己的内容",
            "网站在运行，但联系不上存放内容的地方。故障在网站一方，请过几分钟再试一次。"),
        [CauseIds.GatewayConfiguredResponse] = new(
            "网站有意暂时关闭",
            "这条消息是网站的管理人员自己设置的，多半因为他们正在维护。您这边一切正常，请稍后再来。"),
        [CauseIds.PolicyServiceUnavailable] = new(
            "无法核对访问权限",
            "显示这个页面之前，网站要先核对谁可以查看，而这项核对现在不能用。您并没有被拒绝，故障在网站一方，请稍后重试。"),
        [CauseIds.ProxyLoop] = new(
            "网站在原地打转",
            "网站不断把您的请求转回给自己，始终到不了页面。只有网站人员能够理清。"),
        [CauseIds.GatewayMisconfigured] = new(
            "本网站的设置有误",
            "网站入口处的一项设置使这个页面无法打开。需要网站人员更正，重试不会有变化。"),
        [CauseIds.SiteFilesUnreadable] = new(
            "网站无法打开这个文件",
            "您要的内容是有的，但网站目前打不开它。需要网站人员处理，请稍后再试。"),
        [CauseIds.StoredPageUnreadable] = new(
            "本页的副本已损坏",
            "网站保存了您所要内容的一份副本，但在发送时发现它已损坏。请重新加载，网站会重新获取一份。"),
        [CauseIds.GatewayInternalError] = new(
            "这里发生了意外错误",
            "网站的入口自己出了错。这不是您的过错；页面上显示的编号可以帮助网站人员查明经过。"),
        [CauseIds.CacheOnlyMiss] = new(
            "没有这个页面的存档",
            "您的浏览器或应用只要求以前保存的副本，而这里没有。请按平常的方式打开页面；如果您开启了离线模式，请把它关闭。"),
        [CauseIds.Undetermined] = new(
            "无法显示这个页面",
            "在前往这个页面的途中出了问题，目前还不知道是什么。很可能在网站一方，请再试一次；如果一直如此，请把页面上的编号告诉网站人员。"),
        [CauseIds.ClientAborted] = new(
            "页面送到之前已被关闭",
            "在网站回答之前，您的浏览器或网络结束了这次请求。如果不是有意的，请检查网络并重新打开页面。"),
        [CauseIds.VisitorLocalGlitch] = new(
            "其他人可以正常访问",
            "本网站对其他人都能正常回答，所以原因很可能在您这边。请换一个网络，或使用无痕窗口，或关闭 VPN 和广告拦截工具。"),
        [CauseIds.FirewallOrWafInterference] = new(
            "一道防护挡在了中间",
            "网站周围的一道防护拦下或改动了对您请求的回答。它也许误把您当成了攻击者；网站人员可以解除，换一个网络或许现在就能用。"),
        [CauseIds.CachedErrorPage] = new(
            "您看到的是旧消息",
            "这条错误消息是以前出问题时留下的，那个问题可能已经解决。旧的副本在网站一方，会在那里清除，或过几分钟自动消失。"),
        [CauseIds.CdnOriginMismatch] = new(
            "网站的前后两半对不上",
            "负责分发本网站的服务与后面的网站设置不一致。需要网站人员让两者一致，您这边无法改变。"),
    };
}
