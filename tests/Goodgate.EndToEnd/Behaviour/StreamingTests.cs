using System.Net.Sockets;
using System.Text;
using Goodgate.EndToEnd.Behaviour.Origins;
using Goodgate.EndToEnd.Stage;
using Goodgate.Lab.Origin;

namespace Goodgate.EndToEnd.Behaviour;

/// <summary>Bodies flow: nothing is collected, nothing waits for an end, and a slow side slows the other.</summary>
[Collection(nameof(Memory))]
public sealed class StreamingTests
{
    private const long Mebibyte = 1024 * 1024;

    /// <summary>Memory the whole process may grow by while hundreds of megabytes pass.</summary>
    private const long Room = 64 * Mebibyte;

    [Fact]
    public async Task An_upload_of_100_mb_passes_in_flat_memory()
    {
        const int Size = 100_000_000;
        await using var origin = RawOrigin.Start(async peer =>
        {
            await peer.ReadHeadAsync();
            var got = await peer.SkipAsync(Size);
            var text = $"{got}";
            await peer.SendAsync($"HTTP/1.1 200 OK\r\nContent-Length: {text.Length}\r\n\r\n{text}");
            await peer.ReadToEndAsync();
        });
        await using var gateway = await RunningGateway.StartAsync(RunningGateway.Before(origin.Url).WithRecords());
        using var client = await gateway.ConnectAsync();
        var piece = new byte[1_000_000];
        var before = Heap();
        long most = 0;

        await client.SendAsync($"POST / HTTP/1.1\r\nHost: a.test\r\nContent-Length: {Size}\r\n\r\n");
        for (var sent = 0; sent < Size; sent += piece.Length)
        {
            await client.SendAsync(piece);
            most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: false));
        }

        (await client.ReadAsync()).Text.ShouldBe($"{Size}");
        (most - before).ShouldBeLessThan(Room);
        client.Dispose();
        (await gateway.RecordsAsync())[0].BytesIn.ShouldBe(Size);
    }

    [Fact]
    public async Task A_chunked_upload_reaches_the_server_piece_by_piece()
    {
        var heard = new SemaphoreSlim(0);
        await using var origin = RawOrigin.Start(async peer =>
        {
            await peer.ReadHeadAsync();
            for (var i = 0; i < 3; i++)
            {
                (await peer.ReadUntilAsync($"piece {i}\r\n")).ShouldEndWith($"piece {i}\r\n");
                heard.Release();
            }

            await peer.ReadUntilAsync("0\r\n\r\n");
            await peer.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        });
        await using var gateway = await RunningGateway.StartAsync(origin.Url);
        using var client = await gateway.ConnectAsync();

        await client.SendAsync("POST / HTTP/1.1\r\nHost: a.test\r\nTransfer-Encoding: chunked\r\n\r\n");
        for (var i = 0; i < 3; i++)
        {
            await client.SendAsync($"7\r\npiece {i}\r\n");
            (await heard.WaitAsync(TimeSpan.FromSeconds(60))).ShouldBeTrue("the server has it before the next is sent");
        }

        (await client.AskAsync("0\r\n\r\n")).Text.ShouldBe("ok");
    }

    [Fact]
    public async Task An_early_refusal_reaches_a_client_that_is_still_uploading()
    {
        await using var origin = RawOrigin.Start(async peer =>
        {
            await peer.ReadHeadAsync();
            await peer.SendAsync("HTTP/1.1 413 Content Too Large\r\nConnection: close\r\nContent-Length: 3\r\n\r\nbig");
            await peer.SkipAsync(long.MaxValue);
        });
        await using var gateway = await RunningGateway.StartAsync(origin.Url);
        using var client = await gateway.ConnectAsync();
        await client.SendAsync("POST / HTTP/1.1\r\nHost: a.test\r\nContent-Length: 100000000\r\n\r\n");
        await client.SendAsync(new byte[200_000]);

        var answer = await client.ReadAsync();

        answer.Status.ShouldBe(413);
        answer.Text.ShouldBe("big");
        client.Dispose();
        (await gateway.EndAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_complete_answer_before_the_end_of_the_upload_leaves_the_clients_connection_usable()
    {
        await using var origin = RawOrigin.Start(async peer =>
        {
            while (await peer.ReadHeadAsync() is { } head)
            {
                await peer.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                if (head.StartsWith("POST", StringComparison.Ordinal))
                {
                    // The gateway may still send all of it, or give the connection up: both are right.
                    await peer.ReadAsync(200_000);
                }
            }
        });
        await using var gateway = await RunningGateway.StartAsync(origin.Url);
        using var client = await gateway.ConnectAsync();

        await client.SendAsync("POST / HTTP/1.1\r\nHost: a.test\r\nContent-Length: 200000\r\n\r\n");
        await client.SendAsync(new byte[100_000]);
        (await client.ReadAsync()).Text.ShouldBe("ok");
        await client.SendAsync(new byte[100_000]);

        (await client.AskAsync("GET / HTTP/1.1\r\nHost: a.test\r\n\r\n")).Text.ShouldBe("ok");
    }

    [Fact]
    public async Task A_download_of_a_gigabyte_waits_for_its_reader_in_flat_memory()
    {
        const long Size = 1L << 30;
        long sent = 0;
        await using var origin = RawOrigin.Start(async peer =>
        {
            await peer.ReadHeadAsync();
            await peer.SendAsync($"HTTP/1.1 200 OK\r\nContent-Length: {Size}\r\n\r\n");
            var piece = new byte[Mebibyte];
            while (Volatile.Read(ref sent) < Size)
            {
                await peer.SendAsync(piece);
                Interlocked.Add(ref sent, piece.Length);
            }

            await peer.ReadToEndAsync();
        });
        await using var gateway = await RunningGateway.StartAsync(origin.Url);
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 256 * 1024 };
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(100));
        await socket.ConnectAsync(gateway.Address, limit.Token);
        var buffer = new byte[256 * 1024];
        var before = Heap();
        await socket.SendAsync(Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: a.test\r\n\r\n"), limit.Token);

        // The reader stands still: sooner or later the server must stand still too, far from the end.
        long stood;
        do
        {
            stood = Volatile.Read(ref sent);
            await Task.Delay(TimeSpan.FromMilliseconds(200), limit.Token);
        }
        while (stood != Volatile.Read(ref sent) || stood == 0);
        stood.ShouldBeLessThan(Room, "the sockets' own buffers, and no more");

        long got = 0;
        long most = 0;
        while (got < Size && await socket.ReceiveAsync(buffer, limit.Token) is > 0 and var count)
        {
            got += count;
            most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: false));
        }

        got.ShouldBeInRange(Size, Size + 1024);
        (most - before).ShouldBeLessThan(Room);
    }

    [Theory]
    [InlineData("Transfer-Encoding: chunked\r\n", true)]
    [InlineData("", false)]
    public async Task Server_sent_events_arrive_one_by_one_and_their_head_at_once(string framing, bool chunks)
    {
        var next = new SemaphoreSlim(0);
        await using var origin = RawOrigin.Start(async peer =>
        {
            await peer.ReadHeadAsync();
            await peer.SendAsync($"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\n{framing}\r\n");
            for (var i = 0; i < 3; i++)
            {
                await next.WaitAsync(TimeSpan.FromSeconds(60));
                await peer.SendAsync(chunks ? $"9\r\ndata: {i}\n\n\r\n" : $"data: {i}\n\n");
            }

            await next.WaitAsync(TimeSpan.FromSeconds(60));
            await peer.SendAsync(chunks ? "0\r\n\r\n" : "");
        });
        await using var gateway = await RunningGateway.StartAsync(origin.Url);
        using var client = await gateway.ConnectAsync();

        await client.SendAsync("GET / HTTP/1.1\r\nHost: a.test\r\n\r\n");
        var head = new StringBuilder();
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            head.Append(await client.ReadBytesAsync(1));
        }

        for (var i = 0; i < 3; i++)
        {
            next.Release();
            (await client.ReadBytesAsync(14)).ShouldBe($"9\r\ndata: {i}\n\n\r\n");
        }

        next.Release();
        (await client.ReadBytesAsync(5)).ShouldBe("0\r\n\r\n");
    }

    [Fact]
    public async Task Content_is_not_kept_back_until_the_end()
    {
        var next = new SemaphoreSlim(0);
        await using var origin = RawOrigin.Start(async peer =>
        {
            await peer.ReadHeadAsync();
            await peer.SendAsync("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n");
            await next.WaitAsync(TimeSpan.FromSeconds(60));
            await peer.SendAsync("1\r\nb\r\n0\r\n\r\n");
        });
        await using var gateway = await RunningGateway.StartAsync(origin.Url);
        using var client = await gateway.ConnectAsync();

        await client.SendAsync("GET / HTTP/1.1\r\nHost: a.test\r\n\r\n");
        var text = new StringBuilder();
        while (!text.ToString().EndsWith("1\r\na\r\n", StringComparison.Ordinal))
        {
            text.Append(await client.ReadBytesAsync(1));
        }

        next.Release();
        (await client.ReadBytesAsync(11)).ShouldBe("1\r\nb\r\n0\r\n\r\n");
    }

    [Fact]
    public async Task A_request_that_comes_byte_by_byte_is_served()
    {
        await using var origin = HealthyOrigin.Start();
        await using var gateway = await RunningGateway.StartAsync(origin.Url);
        using var client = await gateway.ConnectAsync();

        foreach (var one in "POST /echo HTTP/1.1\r\nHost: a.test\r\nContent-Length: 5\r\n\r\nhello")
        {
            await client.SendAsync($"{one}");
        }

        (await client.ReadAsync()).Text.ShouldBe("hello");
    }

    [Fact]
    public async Task A_slow_upload_of_a_small_body_holds_no_server_connection()
    {
        await using var origin = HealthyOrigin.Start();
        await using var gateway = await RunningGateway.StartAsync(origin.Url);
        using var client = await gateway.ConnectAsync();

        await client.SendAsync("POST /echo HTTP/1.1\r\nHost: a.test\r\nContent-Length: 5\r\n\r\nhell");
        (await gateway.GetAsync("/respond?body=x")).Text.ShouldBe("x");
        origin.Seen.Connections.ShouldBe(1, "the other client's");
        await client.SendAsync("o");

        (await client.ReadAsync()).Text.ShouldBe("hello");
        origin.Seen.Connections.ShouldBe(1);
    }

    private static long Heap()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}

/// <summary>Tests that measure the memory of the process run alone.</summary>
[CollectionDefinition(nameof(Memory), DisableParallelization = true)]
public sealed class Memory;
