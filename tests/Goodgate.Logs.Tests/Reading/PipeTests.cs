using System.Diagnostics;
using System.Net.Sockets;
using Goodgate.Logs.Reading;
using Goodgate.Logs.Running;

namespace Goodgate.Logs.Tests.Reading;

public sealed class PipeTests
{
    [Fact]
    public async Task Pipes_and_sockets_in_a_folder_are_skipped_and_named()
    {
        var folder = Directory.CreateTempSubdirectory("goodgate-pipes-").FullName;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "a.log"), "x\n");
            using (var made = Process.Start("mkfifo", [Path.Combine(folder, "xconsole")]))
            {
                await made.WaitForExitAsync();
            }

            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            socket.Bind(new UnixDomainSocketEndPoint(Path.Combine(folder, "log")));
            File.CreateSymbolicLink(Path.Combine(folder, "null"), "/dev/null");
            var (problems, skipped) = (new List<string>(), new List<string>());

            var found = LogSources.Find([folder], path => path, () => Stream.Null, problems, skipped);

            found.Select(one => Path.GetFileName(one.Name)).ShouldBe(["a.log"]);
            skipped.Select(one => Path.GetFileName(one)).ShouldBe(["log: skipped: a socket", "null: skipped: a device", "xconsole: skipped: a named pipe"]);
            problems.ShouldBeEmpty();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_stop_ends_the_wait_for_a_log_that_never_comes(bool waitsToOpen)
    {
        using var never = new ManualResetEventSlim();
        using var stop = new CancellationTokenSource();
        var source = new LogSource("pipe", () =>
        {
            if (waitsToOpen)
            {
                _ = stop.CancelAsync();
                never.Wait(CancellationToken.None);
            }

            return new Silent(stop, never);
        }, null);

        var reading = LogRun.ReadAsync(source, new LogOptions { Now = Judged.Now }, _ => { }, stop.Token);
        await Should.ThrowAsync<OperationCanceledException>(() => reading.WaitAsync(TimeSpan.FromSeconds(60)));
        never.Set();
    }

    // Eight bytes to look at, then nothing for ever.
    private sealed class Silent(CancellationTokenSource stop, ManualResetEventSlim never) : MemoryStream(new byte[8])
    {
        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = base.Read(buffer, offset, count);
            if (read == 0)
            {
                _ = stop.CancelAsync();
                never.Wait(CancellationToken.None);
            }

            return read;
        }

        public override int Read(Span<byte> buffer)
        {
            var bytes = new byte[buffer.Length];
            var read = Read(bytes, 0, bytes.Length);
            bytes.AsSpan(0, read).CopyTo(buffer);
            return read;
        }
    }
}
