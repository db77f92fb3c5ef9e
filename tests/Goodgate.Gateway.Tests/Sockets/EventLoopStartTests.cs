using System.Net.Sockets;
using Goodgate.Gateway.Sockets;
using Microsoft.Win32.SafeHandles;

namespace Goodgate.Gateway.Tests.Sockets;

/// <summary>Event loops that cannot be had now may be had later.</summary>
public sealed class EventLoopStartTests
{
    [Fact]
    public void A_failure_is_not_kept_and_a_success_is()
    {
        var tries = 0;
        var made = new MadeOnce<string>(() => ++tries < 3 ? throw new SocketException((int)SocketError.TooManyOpenSockets) : $"made {tries}");
        Should.Throw<SocketException>(() => made.Value);
        Should.Throw<SocketException>(() => made.Value);
        made.Value.ShouldBe("made 3");
        made.Value.ShouldBe("made 3");
    }

    [Fact]
    public async Task Many_threads_have_one_value()
    {
        var tries = 0;
        var made = new MadeOnce<object>(() =>
        {
            Interlocked.Increment(ref tries);
            return new object();
        });
        var values = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => made.Value)));
        values.Distinct().ShouldHaveSingleItem();
        tries.ShouldBe(1);
    }

    [Fact]
    public void What_was_opened_before_the_failure_is_closed()
    {
        var path = Path.GetTempFileName();
        var opened = new List<SafeFileHandle>();
        try
        {
            Should.Throw<SocketException>(() => EventLoop.Start(3, () =>
            {
                if (opened.Count == 2)
                {
                    return -1;
                }

                opened.Add(File.OpenHandle(path));
                return (int)opened[^1].DangerousGetHandle();
            }));
            opened.Count.ShouldBe(2);
            opened.ShouldAllBe(one => TargetOf(one) != path);
        }
        finally
        {
            // Closed by the other owner: not to be closed twice.
            opened.ForEach(one => one.SetHandleAsInvalid());
            File.Delete(path);
        }
    }

    // The number may be another file's by now.
    private static string? TargetOf(SafeFileHandle file)
    {
        try
        {
            return File.ResolveLinkTarget($"/proc/self/fd/{file.DangerousGetHandle()}", returnFinalTarget: false)?.FullName;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }
}
