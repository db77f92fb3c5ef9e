using System.Globalization;
using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Guard;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Inbound;

/// <summary>The answer to each way a request can break the rules of HTTP.</summary>
internal static class RequestFaults
{
    public static RequestFault Of(Violation violation)
    {
        var where = string.Create(CultureInfo.InvariantCulture, $"byte {violation.Offset}, {violation.Kind.Clause()}");
        return violation.Kind switch
        {
            ViolationKind.HeadTooLarge or ViolationKind.TooManyFields => new RequestFault(431, "head-too-large"),
            ViolationKind.TargetTooLong => new RequestFault(414, "target-too-long"),
            ViolationKind.VersionNotSupported or ViolationKind.BadVersion => new RequestFault(505, "version-not-supported", where),
            _ when violation.Protocol == "tls" => new RequestFault(400, "tls-on-a-plain-port"),
            _ when RefusalWords.Reasons.Contains(violation.Kind.Id()) => new RequestFault(400, violation.Kind.Id(), where),
            _ => new RequestFault(400, "malformed-request", where),
        };
    }
}
