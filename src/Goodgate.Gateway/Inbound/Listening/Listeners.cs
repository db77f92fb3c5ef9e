using System.Net;
using System.Net.Sockets;
using Goodgate.Gateway.Settings;

namespace Goodgate.Gateway.Inbound.Listening;

/// <summary>The sockets that listen now; replaced as a whole, without a moment in which an address of both old and new settings does not listen.</summary>
/// <param name="reception">Takes the clients in.</param>
/// <param name="time">Clock.</param>
internal sealed class Listeners(Reception reception, TimeProvider time)
{
    private List<Listener> _open = [];

    /// <summary>Addresses in use, with the ports that were chosen.</summary>
    public IReadOnlyList<string> Addresses => [.. _open.Select(one => one.Address.Shown(one.Socket.EndPoint)).Distinct(StringComparer.Ordinal)];

    /// <summary>Binds what the settings ask for and is not bound yet; nobody is accepted there before <see cref="Change.Commit"/>.</summary>
    /// <exception cref="IOException">An address cannot be used; the message names it. Nothing has changed.</exception>
    public Change Prepare(IReadOnlyList<ListenSettings> settings)
    {
        var wanted = settings.Select(ListenAddress.Parse).ToList();
        var opened = new List<Listener>();
        try
        {
            foreach (var address in wanted.Where(one => !_open.Exists(open => open.Address.Url == one.Url)))
            {
                Open(address, opened);
            }

            return new Change(this, opened, [.. _open.Where(open => !wanted.Exists(one => one.Url == open.Address.Url))]);
        }
        catch
        {
            opened.ForEach(one => one.Socket.Dispose());
            throw;
        }
    }

    /// <summary>Stops to listen.</summary>
    public void Close() => _open.ForEach(one => one.Socket.Dispose());

    private void Open(ListenAddress address, List<Listener> opened)
    {
        ListenSocket? first = null;
        foreach (var endpoint in address.EndPoints)
        {
            try
            {
                // Both addresses of localhost get the port that was chosen for the first.
                var chosen = endpoint is IPEndPoint { Port: 0 } any && first is not null ? new IPEndPoint(any.Address, ((IPEndPoint)first.EndPoint).Port) : endpoint;
                var socket = ListenSocket.Open(chosen, time);
                first ??= socket;
                opened.Add(new Listener(address, socket));
            }
            catch (SocketException e) when (first is not null && e.SocketErrorCode is SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported)
            {
                // "localhost" on a machine without IPv6.
            }
            catch (SocketException e)
            {
                throw new IOException($"cannot listen on {address.Url}: {e.Message}", e);
            }
        }
    }

    /// <summary>A change of listeners, ready to be carried out or given up.</summary>
    internal sealed class Change(Listeners owner, List<Listener> opened, List<Listener> gone) : IDisposable
    {
        private bool _committed;

        /// <summary>Accepts on the new ones, stops to listen on those that are gone. Connections that came in there go on.</summary>
        public void Commit()
        {
            _committed = true;
            owner._open = [.. owner._open.Except(gone), .. opened];
            foreach (var (address, socket) in opened)
            {
                _ = socket.AcceptAllAsync(client => owner.Receive(client, address));
            }

            gone.ForEach(one => one.Socket.Dispose());
        }

        /// <summary>Gives up what was not carried out.</summary>
        public void Dispose()
        {
            if (!_committed)
            {
                opened.ForEach(one => one.Socket.Dispose());
            }
        }
    }

    /// <summary>One socket, and the setting it is there for.</summary>
    internal sealed record Listener(ListenAddress Address, ListenSocket Socket);

    private void Receive(Socket client, ListenAddress address) => reception.Receive(client, address);
}
