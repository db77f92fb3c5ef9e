using System.Globalization;
using System.Text;
using Goodgate.EndToEnd.Stage;
using Goodgate.Lab.Origin;

namespace Goodgate.EndToEnd.RealServers;

/// <summary>A download that stays under way until its client has read it all: it is far larger than all buffers on the way.</summary>
internal sealed class SlowDownload : IDisposable
{
    private static readonly byte[] Whole = OriginRoutes.Pattern(OriginRoutes.MaxBytes);

    private readonly RawClient _client;
    private int _read;

    private SlowDownload(RawClient client) => _client = client;

    /// <summary>Asks for it and reads the head.</summary>
    public static async Task<SlowDownload> StartAsync(RunningGateway gateway)
    {
        var client = await RawClient.ConnectAsync(gateway.Address, receiveBuffer: 64 * 1024);
        await client.SendAsync($"GET /bytes/{Whole.Length} HTTP/1.1\r\nHost: a.test\r\n\r\n");
        var head = new StringBuilder();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            head.Append(await client.ReadBytesAsync(1));
        }

        head.ToString().ShouldStartWith("HTTP/1.1 200 ");
        head.ToString().ShouldContain(string.Create(CultureInfo.InvariantCulture, $"Content-Length: {Whole.Length}\r\n"));
        return new SlowDownload(client);
    }

    /// <summary>Reads that much more and compares it with what was sent.</summary>
    public async Task ReadAsync(int count)
    {
        var bytes = Encoding.Latin1.GetBytes(await _client.ReadBytesAsync(count));
        bytes.AsSpan().SequenceEqual(Whole.AsSpan(_read, count)).ShouldBeTrue($"bytes {_read} to {_read + count} are as the server sent them");
        _read += count;
    }

    /// <summary>Reads the rest.</summary>
    public Task ReadToEndAsync() => ReadAsync(Whole.Length - _read);

    public void Dispose() => _client.Dispose();
}
