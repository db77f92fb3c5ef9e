namespace Goodgate.Lab.Scripts;

/// <summary>One thing a scripted server does; false = the peer left, the script is over.</summary>
internal delegate Task<bool> Step(Peer peer, CancellationToken cancel);

/// <summary>What a server does with each connection, step by step, like a server in a Varnish test case. An orderly close ends every script.</summary>
internal sealed class Script(params Step[] steps)
{
    public async Task PlayAsync(Peer peer, CancellationToken cancel)
    {
        foreach (var step in steps)
        {
            if (!await step(peer, cancel))
            {
                break;
            }
        }

        await peer.CloseAsync(notify: true, cancel);
    }
}
