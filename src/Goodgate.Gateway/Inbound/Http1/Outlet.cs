using System.Runtime.CompilerServices;
using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Files.Disk;
using Goodgate.Gateway.Sockets;
using Goodgate.Gateway.Waiting;
using Goodgate.Gateway.Upstreams;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Inbound.Http1;

/// <summary>Sends to one client: what was written together in one go, interim responses before the final one and never beside it.</summary>
internal sealed class Outlet(Transport transport, ClientPatience patience)
{
    // From here on sendfile costs half of what two copies do, or less; at 256 KiB it is half with 1,000 connections and half as much again with 64 (docs/decisions/0031-sendfile.md).
    private const int LeastFile = 512 * 1024;

    // What a client has as long for as for a write of that size (ClientPatience).
    private const int FilePiece = 64 * 1024;

    private readonly Lock _gate = new();
    private Task _interim = Task.CompletedTask;

    /// <summary>What is to be sent next.</summary>
    public ResponseHeadWriter Out { get; } = new();

    /// <summary>True once the final response has gone out, or is about to.</summary>
    public bool Started { get; private set; }

    /// <summary>True when the client took less than it was sent.</summary>
    public bool Failed { get; private set; }

    /// <summary>Makes ready for the next response.</summary>
    public void Reset() => (Started, Failed) = (false, false);

    /// <summary>Sends an interim response, in turn with others, unless the final one has begun.</summary>
    public ValueTask InterimAsync(ReadOnlyMemory<byte> message)
    {
        lock (_gate)
        {
            return Started ? default : new ValueTask(_interim = SendInterimAsync(_interim, message));
        }
    }

    /// <summary>Sends what was written. False when the client is gone.</summary>
    public ValueTask<bool> FlushAsync()
    {
        if (!Started)
        {
            lock (_gate)
            {
                Started = true;
            }

            if (!_interim.IsCompleted)
            {
                return FlushAfterAsync(_interim);
            }
        }

        if (Out.IsEmpty)
        {
            return new ValueTask<bool>(!Failed);
        }

        var sending = transport.SendAsync(Out.Written);
        return sending.IsCompletedSuccessfully ? new ValueTask<bool>(Flushed(sending.Result)) : AwaitAsync(sending, Out.Length);
    }

    /// <summary>True when content goes out together with what was written before it without a copy.</summary>
    public bool JoinsContent => transport.JoinsParts;

    /// <summary>Sends what was written, and content behind it as it lies in memory. False when the client is gone.</summary>
    [AsyncMethodBuilder(typeof(ReusedState<>))]
    public async ValueTask<bool> SendAsync(ReadOnlyMemory<byte> content)
    {
        if (!Started && !await BeginAsync())
        {
            return false;
        }

        var sending = Out.IsEmpty ? transport.SendAsync(content) : transport.SendAsync(Out.Written, content);
        if (!sending.IsCompleted)
        {
            patience.AwaitWrite(Out.Length + content.Length);
        }

        var result = await sending;
        patience.Written();
        return Flushed(result);
    }

    /// <summary>True when a part of a file of so many bytes is better sent than read.</summary>
    public bool SendsFile(long length) => length >= LeastFile && transport.SendsFiles;

    /// <summary>Sends what was written, and a part of a file behind it. Where that has to wait for a disk it does so on the pool.</summary>
    [AsyncMethodBuilder(typeof(ReusedState<>))]
    public async ValueTask<FileSent> SendFileAsync(FileStretch file)
    {
        if (!Started && !await BeginAsync())
        {
            return new FileSent(0, IsGone: true);
        }

        long sent = 0;
        for (long renewed = 0; sent < file.Length;)
        {
            var sending = transport.SendFileAsync(Out.Written, file with { Offset = file.Offset + sent, Length = file.Length - sent });
            if (!sending.IsCompleted && sent >= renewed)
            {
                // A client that takes a few bytes at a time has no more time for a piece than one that is sent the piece as a whole.
                patience.AwaitWrite(Out.Length + FilePiece);
                renewed = sent + FilePiece;
            }

            var result = await sending;
            Out.Clear();
            sent += result.Bytes;
            if (result.Error == FileSending.AsksDisk)
            {
                await Task.Yield();
            }
            else if (result.Failed)
            {
                patience.Written();
                Failed |= result.Error != FileSending.Impossible;
                return new FileSent(sent, Failed);
            }
        }

        patience.Written();
        return new FileSent(sent, IsGone: false);
    }

    // The final response begins, once an interim one that is under way has gone out.
    private async ValueTask<bool> BeginAsync()
    {
        Task interim;
        lock (_gate)
        {
            Started = true;
            interim = _interim;
        }

        await interim;
        return !Failed;
    }

    private async Task SendInterimAsync(Task before, ReadOnlyMemory<byte> message)
    {
        await before;
        patience.AwaitWrite(message.Length);
        await transport.SendAsync(message);
        patience.Written();
    }

    private async ValueTask<bool> FlushAfterAsync(Task interim)
    {
        await interim;
        return await FlushAsync();
    }

    [AsyncMethodBuilder(typeof(ReusedState<>))]
    private async ValueTask<bool> AwaitAsync(ValueTask<IoResult> sending, int length)
    {
        patience.AwaitWrite(length);
        var result = await sending;
        patience.Written();
        return Flushed(result);
    }

    private bool Flushed(IoResult result)
    {
        Out.Clear();
        Failed |= result.Failed;
        return !result.Failed;
    }
}
