using System.Text;
using Goodgate.Gateway.Settings;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Goodgate.Gateway.Inbound.Http2;

/// <summary>Kestrel's own limits that would act in the gateway's name without a word, replaced.</summary>
internal static class KestrelLimits
{
    // Kestrel refuses without a word. What is too large by less than this is read, and refused by us with a page that says so: cookies grow little by little.
    private const int Spare = 4;

    // KestrelServerLimits: its own default.
    private const int UsualBuffer = 1024 * 1024;

    public static void Apply(KestrelServerOptions options, ClientSettings client)
    {
        options.AddServerHeader = false;
        options.AllowSynchronousIO = false;

        // One upstream byte of 0x80 or more would otherwise be our 500.
        options.RequestHeaderEncodingSelector = static _ => Encoding.Latin1;
        options.ResponseHeaderEncodingSelector = static _ => Encoding.Latin1;

        // Each request sets its own (Http2Client.Limit).
        var limits = options.Limits;
        limits.MaxRequestBodySize = null;
        limits.MaxRequestHeaderCount = Spare * Http2Client.MaxFields;

        // A slow phone is no attack, a client that stands still is: less than 100 bytes a second over a minute (nginx gives client_body_timeout and
        // send_timeout 60 s each; Kestrel's own 240 bytes a second after 5 s would cut phones off). Waiting for the server does not count.
        limits.MinRequestBodyDataRate = new MinDataRate(bytesPerSecond: 100, gracePeriod: TimeSpan.FromMinutes(1));
        limits.MinResponseDataRate = new MinDataRate(bytesPerSecond: 100, gracePeriod: TimeSpan.FromMinutes(1));
        Follow(limits, client);
    }

    /// <summary>Those that a reload changes. Kestrel reads them for each connection and each request; each is one word of memory, so that none is seen half.</summary>
    public static void Follow(KestrelServerLimits limits, ClientSettings client)
    {
        // Kestrel does not start with a buffer that is smaller than a head may be.
        limits.MaxRequestBufferSize = Math.Max(UsualBuffer, Spare * client.MaxHeadBytes);
        limits.MaxRequestHeadersTotalSize = Spare * client.MaxHeadBytes;
        limits.MaxRequestLineSize = Spare * client.MaxHeadBytes;
        limits.Http2.MaxRequestHeaderFieldSize = Spare * client.MaxHeadBytes;
        limits.RequestHeadersTimeout = client.HeadTimeout;
        limits.KeepAliveTimeout = client.KeepAlive;
    }
}
