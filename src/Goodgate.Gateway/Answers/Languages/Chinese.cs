using Goodgate.Verdicts.Catalogue;

namespace Goodgate.Gateway.Answers.Languages;

/// <summary>Simplified characters.</summary>
internal static class Chinese
{
    public static readonly PageWords Words = new()
    {
        Tag = "zh-Hans",
        Sides = new Dictionary<Side, string>
        {
            [Side.Site] = "这不是您的设备或网络造成的，需要由网站一方解决。",
            [Side.Visitor] = "这个问题很可能可以由您自己解决。",
            [Side.Unclear] = "目前还不能确定问题出在哪一方。",
            [Side.Planned] = "这是预先安排的，您这边没有任何问题。",
            [Side.Address] = "网站在正常回应，只是这个地址没有内容。",
            [Side.Request] = "问题在于请求的方式：网站不接受这样的请求。",
        },
        Way = "通往此页面的路径",
        You = "您",
        FrontDoor = "网站入口",
        Application = "应用程序",
        States = new Dictionary<PartState, string>
        {
            [PartState.Connected] = "已连接",
            [PartState.Working] = "正常",
            [PartState.Trouble] = "出现故障",
            [PartState.NotReached] = "无法到达",
            [PartState.NotAsked] = "未访问",
            [PartState.Slow] = "响应太慢",
            [PartState.Busy] = "繁忙",
            [PartState.Closed] = "暂时关闭",
            [PartState.LookHere] = "请先检查这里",
            [PartState.Unclear] = "尚不明确",
            [PartState.Private] = "此处不开放",
        },
        WhatToTry = "您可以尝试",
        Advice = new Dictionary<Advice, string>
        {
            [Advice.CheckFirst] = "您提交的内容可能已经送达。再次提交之前请先确认，例如订单或消息。",
            [Advice.SendAgain] = "您提交的内容没有到达应用程序，稍后可以放心地再次提交。",
            [Advice.Wait] = "请稍等片刻，然后重新加载页面。",
            [Advice.WaitOnce] = "请稍等再刷新。反复刷新会让所有人等得更久。",
            [Advice.ComeBack] = "请稍后再来。",
            [Advice.NeedsRepair] = "立即刷新没有帮助，需要由网站管理人员解决。请稍后再来。",
            [Advice.TryNow] = "请重新加载页面，再试一次通常就能成功。",
            [Advice.OtherBrowser] = "用无痕窗口或其他浏览器打开此页面。",
            [Advice.OtherNetwork] = "换一个网络试试，例如手机流量；如果使用了 VPN，请先关闭。",
            [Advice.ClearData] = "在浏览器中清除此网站的 Cookie 和缓存。之后可能需要重新登录。",
            [Advice.HardReload] = "忽略已保存的副本重新加载：Ctrl + F5，Mac 上为 Cmd + Shift + R。",
            [Advice.SlowDown] = "请稍停片刻，并关闭正在使用此网站的其他标签页或程序。",
            [Advice.NothingHere] = "更换浏览器或网络没有帮助，您不需要做任何更改。",
            [Advice.TellSite] = "如果问题持续存在，请联系网站管理人员，并提供下方的参考编号。",
            [Advice.CheckAddress] = "请检查地址是否有误，或返回您来的那个页面。",
            [Advice.SendLess] = "请发送小一些的内容，或分几次发送。",
        },
        Refusals = new Dictionary<RefusalKind, VisitorText>
        {
            [RefusalKind.NotFound] = new("这个地址没有内容", "网站在这里没有页面。页面可能已经移走，或者地址有误。"),
            [RefusalKind.NotAllowed] = new("这里的内容不对外显示", "这个地址上的内容，网站不对外公开。"),
            [RefusalKind.NotDone] = new("在这个地址不能这样操作", "这里有内容，但不接受发送给它的东西，例如表单。"),
            [RefusalKind.TooManyCookies] = new("浏览器随请求发送的内容太多", "每打开一个页面，浏览器都会把本网站留下的记录（Cookie）发回去。现在这些记录已超过网站能接受的数量。"),
            [RefusalKind.TooLarge] = new("您发送的内容太大", "网站一次只接受一定的大小，这次超过了。其中没有任何内容被使用。"),
            [RefusalKind.TooSlow] = new("您的请求没有及时到达", "网站在等待浏览器发送的内容，但没有及时收到。通常是网络太慢或不稳定。"),
            [RefusalKind.NotUnderstood] = new("网站没有理解这个请求", "收到的内容不符合本网站要求的形式，因此没有做任何处理。"),
        },
        TryAgain = "重试",
        WaitFirst = "请等待大约{0}后再试。",
        Durations = new("1 秒", "{0} 秒", "1 分钟", "{0} 分钟", "1 小时", "{0} 小时", "1 天", "{0} 天"),
        StatusPage = "查看状态页面",
        Details = "供技术支持使用的信息",
        Reference = "参考编号",
        Time = "时间",
        Code = "代码",
    };
}
