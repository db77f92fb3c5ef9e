using Goodgate.Gateway.Inbound.Admission;

namespace Goodgate.Gateway.Tests.Inbound.Admission;

public sealed class HandshakeQueueTests
{
    [Fact]
    public async Task As_many_work_as_there_are_processors_some_wait_and_the_rest_is_turned_away()
    {
        using var queue = new HandshakeQueue(() => 2);
        for (var i = 0; i < Environment.ProcessorCount; i++)
        {
            (await queue.EnterAsync(CancellationToken.None)).ShouldBeTrue();
        }

        var first = queue.EnterAsync(CancellationToken.None).AsTask();
        var second = queue.EnterAsync(CancellationToken.None).AsTask();
        (await queue.EnterAsync(CancellationToken.None)).ShouldBeFalse();
        first.IsCompleted.ShouldBeFalse();

        queue.Leave();
        (await first).ShouldBeTrue();
        second.IsCompleted.ShouldBeFalse();
        queue.Leave();
        (await second).ShouldBeTrue();
    }

    [Fact]
    public async Task Who_gives_up_takes_no_place_along()
    {
        using var queue = new HandshakeQueue(() => 1);
        for (var i = 0; i < Environment.ProcessorCount; i++)
        {
            await queue.EnterAsync(CancellationToken.None);
        }

        using var given = new CancellationTokenSource();
        var waiting = queue.EnterAsync(given.Token).AsTask();
        await given.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(waiting);

        var next = queue.EnterAsync(CancellationToken.None).AsTask();
        next.IsCompleted.ShouldBeFalse("it waits, and is not turned away");
        queue.Leave();
        (await next).ShouldBeTrue();
    }
}
