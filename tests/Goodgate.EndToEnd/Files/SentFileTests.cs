using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Goodgate.EndToEnd.Behaviour;
using Goodgate.EndToEnd.Stage;
using Goodgate.Verdicts.Catalogue;

namespace Goodgate.EndToEnd.Files;

/// <summary>Files that are sent without being read: every byte in its place, whoever takes it how.</summary>
[Collection(nameof(Memory))]
public sealed class SentFileTests : IDisposable
{
    private const int Size = 2_500_000;
    private const int Clients = 200;

    // The heaps of 200 connections and their exchanges; the files are eight times as much.
    private const long Room = 64L * 1024 * 1024;

    private readonly ServedSite _site = new();
    private readonly byte[] _content = new byte[Size];

    public SentFileTests()
    {
        new Random(11).NextBytes(_content);
        File.WriteAllBytes(_site.PathOf("big.bin"), _content);
    }

    public void Dispose() => _site.Dispose();

    [Fact]
    public async Task Two_hundred_at_once_fast_and_slow_get_every_byte_in_flat_memory()
    {
        await using var gateway = await RunningGateway.StartAsync(_site.Settings());
        var wanted = Convert.ToHexString(SHA256.HashData(_content));
        var before = GC.GetTotalAllocatedBytes(precise: true);

        var hashes = await Task.WhenAll(Enumerable.Range(0, Clients).Select(async i =>
        {
            using var client = await RawClient.ConnectAsync(gateway.Address, receiveBuffer: i % 2 == 0 ? 8 * 1024 : null);
            await client.SendAsync("GET /big.bin HTTP/1.1\r\nHost: a.test\r\nConnection: close\r\n\r\n");
            return await HashAsync(client.Socket, i % 2 == 0 ? 4 * 1024 : 32 * 1024);
        }));

        (GC.GetTotalAllocatedBytes(precise: true) - before).ShouldBeLessThan(Room);
        hashes.ShouldAllBe(hash => hash == wanted);
        (await gateway.EndAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("0-", 0, Size)]
    [InlineData("1-1000000", 1, 1_000_000)]
    [InlineData("-600000", Size - 600_000, 600_000)]
    [InlineData("4095-4095", 4095, 1)]
    public async Task A_part_comes_whole_and_the_connection_goes_on(string range, int offset, int length)
    {
        await using var gateway = await RunningGateway.StartAsync(_site.Settings().WithRecords());
        using var client = await gateway.ConnectAsync();
        for (var i = 0; i < 2; i++)
        {
            var answer = await client.AskAsync($"GET /big.bin HTTP/1.1\r\nHost: a.test\r\nRange: bytes={range}\r\n\r\n");
            answer.Status.ShouldBe(206);
            answer.Field("Content-Range").ShouldBe($"bytes {offset}-{offset + length - 1}/{Size}");
            answer.Body.AsSpan().SequenceEqual(_content.AsSpan(offset, length)).ShouldBeTrue();
        }

        (await gateway.RecordsAsync()).Select(line => line.Status).ShouldBe([206, 206]);
    }

    [Fact]
    public async Task Several_large_parts_come_in_one_answer()
    {
        await using var gateway = await RunningGateway.StartAsync(_site.Settings());
        var answer = await gateway.GetAsync("/big.bin", "Range: bytes=5-700004,1000000-1599999\r\n");
        answer.Status.ShouldBe(206);
        answer.LooksWhole.ShouldBeTrue();
        Part(answer.Body, "bytes 5-700004/").SequenceEqual(_content.AsSpan(5, 700_000)).ShouldBeTrue();
        Part(answer.Body, "bytes 1000000-1599999/").SequenceEqual(_content.AsSpan(1_000_000, 600_000)).ShouldBeTrue();
    }

    [Fact]
    public async Task Requests_sent_together_are_answered_one_after_the_other()
    {
        _site.With("small.txt", "small");
        await using var gateway = await RunningGateway.StartAsync(_site.Settings());
        using var client = await gateway.ConnectAsync();
        const string Big = "GET /big.bin HTTP/1.1\r\nHost: a.test\r\n\r\n";
        await client.SendAsync(Big + Big.Replace("big.bin", "small.txt", StringComparison.Ordinal) + Big.Replace("GET", "HEAD", StringComparison.Ordinal) + Big);
        (await client.ReadAsync()).Body.AsSpan().SequenceEqual(_content).ShouldBeTrue();
        (await client.ReadAsync()).Text.ShouldBe("small");
        (await client.ReadAsync(bodiless: true)).Field("Content-Length").ShouldBe($"{Size}");
        (await client.ReadAsync()).Body.AsSpan().SequenceEqual(_content).ShouldBeTrue();
    }

    [Fact]
    public async Task A_client_that_takes_nothing_is_given_up()
    {
        var time = new LeapingTime();
        File.WriteAllBytes(_site.PathOf("huge.bin"), new byte[16 * Size]);
        await using var gateway = await RunningGateway.StartAsync(_site.Settings(), time);
        using var client = await RawClient.ConnectAsync(gateway.Address, receiveBuffer: 16 * 1024);
        await client.SendAsync("GET /huge.bin HTTP/1.1\r\nHost: a.test\r\n\r\n");
        (await client.ReadBytesAsync(15)).ShouldBe("HTTP/1.1 200 OK");

        // Two minutes and four seconds for 64 KiB; nothing tells when the wait has begun.
        var verdict = gateway.Verdicts.AtLeastAsync(1);
        await Eventually.IsSoAsync(() =>
        {
            time.Leap(TimeSpan.FromSeconds(130));
            return verdict.IsCompleted;
        }, "the connection was given up");

        (await verdict)[0].Cause.Id.ShouldBe(CauseIds.ClientAborted);
        (await client.ReadToEndAsync()).ShouldBe(Ending.CutByReset);
    }

    // Of everything after the head.
    private static async Task<string> HashAsync(Socket socket, int piece)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[piece];
        var inHead = true;
        while (await socket.ReceiveAsync(buffer) is > 0 and var count)
        {
            var start = inHead ? buffer.AsSpan(0, count).IndexOf("\r\n\r\n"u8) + 4 : 0;
            inHead = false;
            hash.AppendData(buffer, start, count - start);
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private static Span<byte> Part(byte[] body, string place)
    {
        var head = body.AsSpan().IndexOf(Encoding.ASCII.GetBytes(place));
        head.ShouldBeGreaterThan(0);
        var start = head + body.AsSpan(head).IndexOf("\r\n\r\n"u8) + 4;
        return body.AsSpan(start, place.StartsWith("bytes 5-", StringComparison.Ordinal) ? 700_000 : 600_000);
    }
}
