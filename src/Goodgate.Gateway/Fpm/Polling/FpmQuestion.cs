using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Goodgate.Wire.FastCgi;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Fpm.Polling;

/// <summary>One GET over FastCGI on a connection of its own: for FPM's own pages, never for traffic. A kept connection would pin a worker.</summary>
/// <param name="address">Where FPM listens.</param>
/// <param name="time">The clock.</param>
public sealed class FpmQuestion(FpmAddress address, TimeProvider time)
{
    // The status page with full has some 400 bytes a worker.
    private const int MostBytes = Status.PoolStatusReader.MostBytes;
    private const int FirstBuffer = 16 * 1024;

    // FPM writes five.
    private const int MostFields = 32;

    /// <summary>Asks for a page that FPM answers itself.</summary>
    /// <param name="path"><c>/fpm-status</c>.</param>
    /// <param name="query"><c>json&amp;full</c>; empty for none.</param>
    /// <param name="patience">How long it may take in all.</param>
    /// <param name="stop">Ends it with an exception.</param>
    public async Task<FpmReply> AskAsync(string path, string query, TimeSpan patience, CancellationToken stop)
    {
        var begun = time.GetTimestamp();
        using var limit = new CancellationTokenSource(patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(stop, limit.Token);
        var connected = false;
        try
        {
            using var socket = await ConnectAsync(both.Token);
            connected = true;
            await SendAsync(socket, Request(path, query), both.Token);
            return await ReceiveAsync(socket, both.Token) is var reply ? reply with { Elapsed = time.GetElapsedTime(begun) } : reply;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return new FpmReply(connected ? FpmOutcome.NoAnswer : FpmOutcome.NotConnected, time.GetElapsedTime(begun)) { Error = SocketError.TimedOut };
        }
        catch (SocketException e)
        {
            return new FpmReply(connected ? FpmOutcome.Broken : FpmOutcome.NotConnected, time.GetElapsedTime(begun)) { Error = e.SocketErrorCode };
        }
    }

    private async Task<Socket> ConnectAsync(CancellationToken stop)
    {
        var targets = await address.EndPointsAsync(stop);
        for (var i = 0; ; i++)
        {
            var socket = new Socket(targets[i].AddressFamily, SocketType.Stream, targets[i].AddressFamily == AddressFamily.Unix ? ProtocolType.Unspecified : ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync(targets[i], stop);
                return socket;
            }
            catch (SocketException) when (i + 1 < targets.Count)
            {
                socket.Dispose();
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
    }

    // SCRIPT_NAME is what FPM compares with its paths (fpm_status.c); the file is never opened.
    private static RequestWriter Request(string path, string query)
    {
        var request = new RequestWriter();
        request.Start(keep: false);
        request.Param("SCRIPT_NAME"u8, path);
        request.Param("SCRIPT_FILENAME"u8, path);
        request.Param("REQUEST_URI"u8, query.Length == 0 ? path : $"{path}?{query}");
        request.Param("QUERY_STRING"u8, query);
        request.Param("REQUEST_METHOD"u8, "GET");
        request.Param("SERVER_PROTOCOL"u8, "HTTP/1.1");
        request.Param("GATEWAY_INTERFACE"u8, "CGI/1.1");
        request.Param("SERVER_SOFTWARE"u8, "goodgate");
        request.Param("REMOTE_ADDR"u8, IPAddress.Loopback.ToString());
        request.EndParams();
        request.EndInput();
        return request;
    }

    private static async Task SendAsync(Socket socket, RequestWriter request, CancellationToken stop)
    {
        for (var rest = request.Written; !rest.IsEmpty;)
        {
            rest = rest[await socket.SendAsync(rest, stop)..];
        }
    }

    private static async Task<FpmReply> ReceiveAsync(Socket socket, CancellationToken stop)
    {
        var records = new RecordReader();
        var output = new MemoryStream();
        var buffer = new byte[FirstBuffer];
        while (true)
        {
            var got = await socket.ReceiveAsync(buffer, stop);
            if (got == 0)
            {
                return new FpmReply(FpmOutcome.Broken, default) { Errors = records.Errors.Text() };
            }

            var read = Take(records, buffer.AsSpan(0, got), output);
            if (read == ReadStatus.Invalid)
            {
                return new FpmReply(FpmOutcome.NotFastCgi, default) { Instead = buffer.AsSpan(0, got).StartsWith("HTTP/"u8) ? "what answers there speaks HTTP and no FastCGI" : "what answers there does not speak FastCGI" };
            }

            if (read == ReadStatus.Done)
            {
                return Page(output.ToArray(), records.Errors.Text());
            }

            if (output.Length > MostBytes)
            {
                return new FpmReply(FpmOutcome.NotFastCgi, default) { Instead = string.Create(CultureInfo.InvariantCulture, $"the answer has more than {MostBytes} bytes") };
            }
        }
    }

    private static ReadStatus Take(RecordReader records, ReadOnlySpan<byte> bytes, MemoryStream output)
    {
        var read = ReadStatus.NeedMore;
        while (!bytes.IsEmpty && read == ReadStatus.NeedMore)
        {
            read = records.Read(bytes, out var framing, out var data);
            output.Write(bytes.Slice(framing, data));
            bytes = bytes[(framing + data)..];
        }

        return read;
    }

    private static FpmReply Page(byte[] output, string errors)
    {
        var head = new CgiHeadReader();
        return head.Read(output, new HeadLimits(FirstBuffer, MostFields)) == ReadStatus.Done
            ? new FpmReply(FpmOutcome.Answered, default) { Status = head.Head.Status, Body = output.AsMemory(head.Head.Length), Errors = errors }
            : new FpmReply(FpmOutcome.NotFastCgi, default) { Instead = "the answer has no head", Errors = errors };
    }
}
