using System.Text;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Goodgate.Gateway.Inbound;

/// <summary>
/// Sends an interim response (RFC 9110 §15.2) over HTTP/1.1. Kestrel has no call for it, so the bytes go to the connection's transport
/// before the response has started; nobody else writes there at that time.
/// </summary>
internal static class InterimResponse
{
    public static async ValueTask<bool> WriteAsync(IFeatureCollection features, int status, IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        if (features.Get<IConnectionTransportFeature>() is not { } transport)
        {
            return false;
        }

        var head = new StringBuilder(256).Append("HTTP/1.1 ").Append(status).Append(" Early Hints\r\n");
        foreach (var (name, value) in fields)
        {
            head.Append(name).Append(": ").Append(value).Append("\r\n");
        }

        try
        {
            var result = await transport.Transport.Output.WriteAsync(Encoding.Latin1.GetBytes(head.Append("\r\n").ToString()));
            return !result.IsCompleted;
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            return false;
        }
    }
}
