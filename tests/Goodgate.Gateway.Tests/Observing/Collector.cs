using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Goodgate.Gateway.Tests.Observing;

/// <summary>What stands where OpenTelemetry metrics are sent to.</summary>
internal static class Collector
{
    /// <summary>Starts one on a free port.</summary>
    /// <param name="received">Takes the path and the bytes of the first export.</param>
    /// <param name="protocols">HTTP/1.1, or HTTP/2 for gRPC.</param>
    public static async Task<WebApplication> StartAsync(TaskCompletionSource<(string Path, string Body)> received, HttpProtocols protocols = HttpProtocols.Http1)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = protocols));
        var collector = builder.Build();
        collector.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);

            // Protobuf keeps strings as they are.
            received.TrySetResult((context.Request.Path, Encoding.Latin1.GetString(body.ToArray())));
            if (protocols == HttpProtocols.Http2)
            {
                // An empty gRPC message, and status OK.
                context.Response.ContentType = "application/grpc";
                await context.Response.Body.WriteAsync(new byte[5]);
                context.Response.AppendTrailer("grpc-status", "0");
            }
        });
        await collector.StartAsync();
        return collector;
    }
}
