using System.Collections.Frozen;
using Goodgate.Verdicts.Catalogue;

namespace Goodgate.Gateway.Answers;

/// <summary>Which scene each cause plays in. One table, so that a new cause is one line.</summary>
internal static class FailureScenes
{
    private static readonly FailureScene Unreachable =
        new(Side.Site, BrokenPart.Link, PartState.NotReached, Advice.Wait, Advice.NothingHere, Advice.TellSite);

    /// <summary>Wrong until somebody corrects it: who reloads waits for nothing.</summary>
    private static readonly FailureScene UnreachableUntilRepaired =
        new(Side.Site, BrokenPart.Link, PartState.NotReached, Advice.NeedsRepair, Advice.NothingHere, Advice.TellSite);

    private static readonly FailureScene Broken =
        new(Side.Site, BrokenPart.Application, PartState.Trouble, Advice.Wait, Advice.NothingHere, Advice.TellSite);

    private static readonly FailureScene BrokenUntilRepaired =
        new(Side.Site, BrokenPart.Application, PartState.Trouble, Advice.NeedsRepair, Advice.NothingHere, Advice.TellSite);

    /// <summary>A connection or process that broke: the next one is another.</summary>
    private static readonly FailureScene Interrupted =
        new(Side.Site, BrokenPart.Application, PartState.Trouble, Advice.TryNow, Advice.NothingHere, Advice.TellSite);

    private static readonly FailureScene Slow =
        new(Side.Site, BrokenPart.Application, PartState.Slow, Advice.Wait, Advice.NothingHere, Advice.TellSite);

    private static readonly FailureScene SlowUntilRepaired =
        new(Side.Site, BrokenPart.Application, PartState.Slow, Advice.NeedsRepair, Advice.NothingHere, Advice.TellSite);

    private static readonly FailureScene Busy =
        new(Side.Site, BrokenPart.Application, PartState.Busy, Advice.WaitOnce, Advice.NothingHere, Advice.TellSite);

    private static readonly FailureScene Door =
        new(Side.Site, BrokenPart.FrontDoor, PartState.Trouble, Advice.Wait, Advice.NothingHere, Advice.TellSite);

    private static readonly FailureScene DoorUntilRepaired =
        new(Side.Site, BrokenPart.FrontDoor, PartState.Trouble, Advice.NeedsRepair, Advice.NothingHere, Advice.TellSite);

    private static readonly FailureScene DoorBusy =
        new(Side.Site, BrokenPart.FrontDoor, PartState.Busy, Advice.WaitOnce, Advice.NothingHere, Advice.TellSite);

    private static readonly FailureScene Closed =
        new(Side.Planned, BrokenPart.FrontDoor, PartState.Closed, Advice.ComeBack);

    private static readonly FailureScene Local =
        new(Side.Visitor, BrokenPart.Visitor, PartState.LookHere, Advice.TryNow, Advice.OtherBrowser, Advice.OtherNetwork, Advice.ClearData, Advice.TellSite);

    private static readonly FailureScene OnlyStored =
        new(Side.Visitor, BrokenPart.Visitor, PartState.LookHere, Advice.TryNow, Advice.OtherBrowser, Advice.TellSite);

    private static readonly FailureScene TooOften =
        new(Side.Visitor, BrokenPart.Visitor, PartState.LookHere, Advice.SlowDown, Advice.OtherNetwork, Advice.TellSite);

    /// <summary>Cookies are what most often makes headers too large, and they live in the visitor's browser.</summary>
    private static readonly FailureScene Headers =
        new(Side.Site, BrokenPart.Application, PartState.Trouble, Advice.OtherBrowser, Advice.ClearData, Advice.TellSite);

    private static readonly FailureScene StoredCopy =
        new(Side.Site, BrokenPart.FrontDoor, PartState.Trouble, Advice.HardReload, Advice.ClearData, Advice.Wait, Advice.TellSite);

    private static readonly FailureScene Filtered =
        new(Side.Unclear, BrokenPart.FrontDoor, PartState.Unclear, Advice.OtherNetwork, Advice.OtherBrowser, Advice.TellSite);

    private static readonly FailureScene LiveConnection =
        new(Side.Unclear, BrokenPart.Link, PartState.NotReached, Advice.TryNow, Advice.OtherNetwork, Advice.TellSite);

    private static readonly FailureScene Unknown =
        new(Side.Unclear, BrokenPart.Application, PartState.Unclear, Advice.Wait, Advice.OtherBrowser, Advice.OtherNetwork, Advice.TellSite);

    private static readonly FrozenDictionary<string, FailureScene> ByCause = Table(
        (Unreachable, [
            CauseIds.DnsServerFailure, CauseIds.DnsTimeout, CauseIds.ConnectRefused, CauseIds.ConnectTimeout, CauseIds.SocketMissing,
            CauseIds.TlsHandshakeClosed, CauseIds.TlsHandshakeTimeout, CauseIds.NoHealthyUpstream, CauseIds.StaleDnsAddress]),
        (UnreachableUntilRepaired, [
            CauseIds.DnsNameNotFound, CauseIds.RouteUnreachable, CauseIds.DestinationProhibited, CauseIds.SocketPermissionDenied,
            CauseIds.TlsWrongProtocol, CauseIds.TlsAlertReceived, CauseIds.TlsCertificateUntrusted, CauseIds.TlsCertificateNameMismatch,
            CauseIds.WrongProtocolOnPort, CauseIds.CdnOriginMismatch]),
        (Broken, [CauseIds.UpstreamSentError, CauseIds.DatabaseDown]),
        (BrokenUntilRepaired, [
            CauseIds.MalformedStatusLine, CauseIds.InvalidResponseHeader, CauseIds.InvalidFraming, CauseIds.InvalidResponseCoding,
            CauseIds.ApplicationScriptError]),
        (Interrupted, [
            CauseIds.UpstreamClosedBeforeResponse, CauseIds.KeepaliveRace, CauseIds.UpstreamReset, CauseIds.ResponseTruncated,
            CauseIds.Http2ProtocolError, CauseIds.WorkerCrashed]),
        (Slow, [CauseIds.ResponseTimeout, CauseIds.ResponseStalled, CauseIds.RequestWriteTimeout]),
        (SlowUntilRepaired, [CauseIds.WorkerKilledByTimeout]),
        (Busy, [CauseIds.ListenQueueFull, CauseIds.UpstreamConnectionLimit, CauseIds.WorkerPoolExhausted]),
        (Door, [CauseIds.PolicyServiceUnavailable, CauseIds.StoredPageUnreadable, CauseIds.GatewayInternalError]),
        (DoorUntilRepaired, [CauseIds.NoUpstreamConfigured, CauseIds.ProxyLoop, CauseIds.GatewayMisconfigured, CauseIds.SiteFilesUnreadable]),
        (DoorBusy, [CauseIds.GatewayOutOfResources]),
        (Closed, [CauseIds.GatewayConfiguredResponse]),
        (Local, [CauseIds.VisitorLocalGlitch, CauseIds.ClientAborted]),
        (OnlyStored, [CauseIds.CacheOnlyMiss]),
        (TooOften, [CauseIds.RateLimited]),
        (Headers, [CauseIds.ResponseHeaderTooLarge]),
        (StoredCopy, [CauseIds.CachedErrorPage]),
        (Filtered, [CauseIds.FirewallOrWafInterference]),
        (LiveConnection, [CauseIds.UpgradeFailed]),
        (Unknown, [CauseIds.Undetermined]));

    /// <summary>Causes that have a scene of their own.</summary>
    public static IReadOnlyCollection<string> Causes => ByCause.Keys;

    /// <summary>The scene of a cause; an unknown id plays in that of <c>undetermined</c>.</summary>
    public static FailureScene For(string causeId) => ByCause.GetValueOrDefault(causeId, Unknown);

    private static FrozenDictionary<string, FailureScene> Table(params (FailureScene Scene, string[] Causes)[] rows) =>
        rows.SelectMany(row => row.Causes, (row, cause) => KeyValuePair.Create(cause, row.Scene)).ToFrozenDictionary(StringComparer.Ordinal);
}
