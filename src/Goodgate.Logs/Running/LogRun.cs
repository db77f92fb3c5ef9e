using System.Threading.Channels;
using Goodgate.Logs.Reading;

namespace Goodgate.Logs.Running;

/// <summary>Reads one log: one thread cuts blocks, all cores read them, the results come in order.</summary>
public static class LogRun
{
    /// <summary>Reads a log to its end.</summary>
    /// <param name="source">The log.</param>
    /// <param name="options">How to read.</param>
    /// <param name="take">Gets the result of each block, in order, on one thread at a time.</param>
    /// <param name="stop">Ends it early.</param>
    /// <returns>Why the log could not be read to its end, in one sentence; null when it was.</returns>
    public static async Task<string?> ReadAsync(LogSource source, LogOptions options, Action<BlockResult> take, CancellationToken stop)
    {
        Stream stream;
        try
        {
            // A pipe named by hand is opened when somebody writes to it: until then a signal must end the wait.
            stream = await Task.Run(() => LogStream.Open(source), CancellationToken.None).WaitAsync(stop);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return Sentence(e);
        }

        var isLeft = false;
        try
        {
            var reader = new BlockReader(stream);
            var scan = new LineScan(source.Name, options);
            var pending = Channel.CreateBounded<Task<BlockResult>>(new BoundedChannelOptions(Math.Max(1, options.Cores)) { SingleReader = true, SingleWriter = true });
            using var cancel = CancellationTokenSource.CreateLinkedTokenSource(stop);
            var cutting = Task.Run(() => CutAsync(reader, scan, pending.Writer, cancel.Token), CancellationToken.None);
            try
            {
                await foreach (var block in pending.Reader.ReadAllAsync(stop))
                {
                    take(await block);
                }
            }
            finally
            {
                await cancel.CancelAsync();

                // Told to stop, nobody waits for a read that may never return; its stream is left to the end of the process.
                isLeft = stop.IsCancellationRequested && !cutting.IsCompleted;
                await (isLeft ? Task.CompletedTask : cutting);
            }

            return reader.Problem is { } problem ? Sentence(problem) : null;
        }
        finally
        {
            if (!isLeft)
            {
                await stream.DisposeAsync();
            }
        }
    }

    private static async Task CutAsync(BlockReader reader, LineScan scan, ChannelWriter<Task<BlockResult>> pending, CancellationToken stop)
    {
        try
        {
            while (reader.Next() is { } block)
            {
                var task = Task.Run(() => Scanned(scan, block), CancellationToken.None);
                await pending.WriteAsync(task, stop);
            }

            pending.Complete();
        }
        catch (OperationCanceledException)
        {
            pending.TryComplete();
        }
        catch (Exception e)
        {
            pending.TryComplete(e);
        }
    }

    private static BlockResult Scanned(LineScan scan, Block block)
    {
        try
        {
            return scan.Read(block);
        }
        finally
        {
            block.Release();
        }
    }

    private static string Sentence(Exception e) => e is InvalidDataException ? $"it ends early: {ReadTrouble.Words(e)}; what came before was read" : ReadTrouble.Words(e);
}
