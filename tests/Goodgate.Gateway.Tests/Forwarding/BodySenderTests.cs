using Goodgate.Gateway.Exchanges;
using Goodgate.Gateway.Forwarding;
using Goodgate.Gateway.Settings;
using Goodgate.Gateway.Tests.Workers;
using Goodgate.Gateway.Upstreams;

namespace Goodgate.Gateway.Tests.Forwarding;

/// <summary>The answer is here, and the thread that sent the last of the request has not said so yet: whether it is waited for.</summary>
public sealed class BodySenderTests : IDisposable
{
    private readonly ManualClock _clock = new();
    private readonly Watch _watch;
    private readonly UpstreamConnection _connection;
    private readonly BodySender _sender;
    private readonly TaskCompletionSource _sending = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public BodySenderTests()
    {
        var settings = new UpstreamSettings { Name = "app", Servers = ["http://127.0.0.1:3000"] };
        var server = new Server(ServerAddress.Parse(settings.Servers[0], out _)!, settings, _clock);
        _watch = new Watch(_clock);
        _connection = new UpstreamConnection(server, new ScriptedTransport(), _watch);
        _sender = new BodySender(null!, TimeSpan.FromMinutes(1), _connection, new AttemptRecord { Server = server });
    }

    public void Dispose()
    {
        _connection.Dispose();
        _watch.Dispose();
    }

    // A busy machine gives that thread no processor: how long is no matter.
    [Fact]
    public async Task It_is_when_only_its_word_is_missing()
    {
        _sender.IsLast = true;
        var end = _sender.EndAsync(_sending.Task, _clock);
        for (var i = 0; i < 20; i++)
        {
            await PassAsync();
        }

        end.IsCompleted.ShouldBeFalse();
        _sending.SetResult();
        await end;
    }

    [Fact]
    public async Task A_server_that_does_not_take_the_last_of_it_is_not_waited_for()
    {
        _sender.IsLast = true;
        var blocked = _sender.SendAsync(new byte[10]).AsTask();
        var end = _sender.EndAsync(_sending.Task, _clock);
        end.IsCompleted.ShouldBeFalse("it may have taken it just now");
        blocked.IsCompleted.ShouldBeFalse();
        await PassAsync();
        await end;
    }

    [Fact]
    public void Nor_is_a_client_that_has_more_to_send() => _sender.EndAsync(_sending.Task, _clock).IsCompleted.ShouldBeTrue();

    private async Task PassAsync()
    {
        await _clock.TimersAsync(BodySender.ErrorWait, 1);
        _clock.Advance(BodySender.ErrorWait);
    }
}
