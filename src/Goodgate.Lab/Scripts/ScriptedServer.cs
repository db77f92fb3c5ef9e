using System.Net.Security;
using System.Net.Sockets;

namespace Goodgate.Lab.Scripts;

/// <summary>Plays one script with every connection.</summary>
internal sealed class ScriptedServer(Script script, SslServerAuthenticationOptions? tls, Sightings seen, LabOptions options)
{
    public AcceptLoop Serve(Socket listener) => new(listener, seen, ServeAsync);

    private async Task ServeAsync(Socket socket, CancellationToken cancel)
    {
        var plain = new NetworkStream(socket, ownsSocket: false);
        if (tls is null)
        {
            await script.PlayAsync(new Peer(socket, plain, seen, options), cancel);
            return;
        }

        await using var secure = new SslStream(plain, leaveInnerStreamOpen: true);
        await secure.AuthenticateAsServerAsync(tls, cancel);
        await script.PlayAsync(new Peer(socket, secure, seen, options), cancel);
    }
}
