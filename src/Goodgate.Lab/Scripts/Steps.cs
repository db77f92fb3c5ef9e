using System.Text;

namespace Goodgate.Lab.Scripts;

/// <summary>The steps scripts are made of.</summary>
internal static class Steps
{
    /// <summary>Reads one whole request. Never sends 100 (Continue): a gateway must not wait for it for ever (RFC 9110 §10.1.1).</summary>
    public static Step Hear { get; } = async (peer, cancel) =>
        await HearHead!(peer, cancel) && await peer.Reader.ReadBodyAsync(peer.Heard!, null, cancel);

    /// <summary>Reads a request's head only.</summary>
    public static Step HearHead { get; } = async (peer, cancel) =>
    {
        peer.Heard = await peer.Reader.ReadHeadAsync(cancel);
        return peer.Heard is not null;
    };

    /// <summary>Reads the first bytes, whatever protocol they are: a ClientHello for one.</summary>
    public static Step HearBytes { get; } = async (peer, cancel) => !(await peer.Reader.TakeAsync(int.MaxValue, cancel)).IsEmpty;

    /// <summary>Silence; reads and forgets what comes, so that it sees the peer leave.</summary>
    public static Step Hold { get; } = async (peer, cancel) =>
    {
        await peer.HoldAsync(reading: true, cancel);
        return true;
    };

    /// <summary>Silence without reading a byte: the peer's writes fill the buffers and then hang.</summary>
    public static Step HoldUnread { get; } = async (peer, cancel) =>
    {
        await peer.HoldAsync(reading: false, cancel);
        return true;
    };

    /// <summary>RST.</summary>
    public static Step Reset { get; } = (peer, _) =>
    {
        peer.Reset();
        return Task.FromResult(false);
    };

    /// <summary>FIN without TLS close_notify.</summary>
    public static Step CutTls { get; } = async (peer, cancel) =>
    {
        await peer.CloseAsync(notify: false, cancel);
        return false;
    };

    /// <summary>Sends the characters as the bytes of Latin-1.</summary>
    public static Step Send(string text) => Send(Encoding.Latin1.GetBytes(text));

    public static Step Send(byte[] bytes) => async (peer, cancel) =>
    {
        await peer.SendAsync(bytes, cancel);
        return true;
    };

    /// <summary>Sends one byte at a time.</summary>
    public static Step Drip(string text, TimeSpan pause) => async (peer, cancel) =>
    {
        var bytes = Encoding.Latin1.GetBytes(text);
        for (var i = 0; i < bytes.Length; i++)
        {
            await peer.SendAsync(bytes.AsMemory(i, 1), cancel);
            await Task.Delay(pause, peer.Time, cancel);
        }

        return true;
    };

    /// <summary>Reads <paramref name="count"/> bytes of a body that has begun.</summary>
    public static Step HearBody(long count) => async (peer, cancel) =>
    {
        for (var left = count; left > 0;)
        {
            var piece = await peer.Reader.TakeAsync(left, cancel);
            if (piece.IsEmpty)
            {
                return false;
            }

            left -= piece.Length;
        }

        return true;
    };

    /// <summary>Plays the steps again and again, until the peer leaves.</summary>
    public static Step Again(params Step[] steps) => async (peer, cancel) =>
    {
        while (true)
        {
            foreach (var step in steps)
            {
                if (!await step(peer, cancel))
                {
                    return false;
                }
            }
        }
    };
}
