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
    /// <exception cref="ListenException">An address cannot be used; the message names it. Nothing has changed.</exception>
    public Change Prepare(IReadOnlyList<ListenSettings> settings)
    {
        var opened = new List<Listener>();
        var kept = new List<(Listener Listener, ListenAddress Address)>();
        try
        {
            foreach (var address in settings.Select(ListenAddress.Parse))
            {
                // A port that goes from http to https stays bound; what its next clients speak changes.
                var here = _open.Where(open => address.EndPoints.Contains(open.Address.EndPoints[open.Place]) && !kept.Exists(one => one.Listener == open)).ToList();
                if (here.Count == 0)
                {
                    Open(address, opened);
                }

                kept.AddRange(here.Select(one => (one, address)));
            }

            return new Change(this, opened, kept);
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
        for (var i = 0; i < address.EndPoints.Count; i++)
        {
            var endpoint = address.EndPoints[i];
            try
            {
                // Both addresses of localhost get the port that was chosen for the first.
                var chosen = endpoint is IPEndPoint { Port: 0 } any && first is not null ? new IPEndPoint(any.Address, ((IPEndPoint)first.EndPoint).Port) : endpoint;
                var socket = ListenSocket.Open(chosen, time);
                first ??= socket;
                opened.Add(new Listener(socket, i) { Address = address });
            }
            catch (SocketException e) when (first is not null && e.SocketErrorCode is SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported)
            {
                // "localhost" on a machine without IPv6.
            }
            catch (SocketException e)
            {
                throw new ListenException(address.Url, endpoint as IPEndPoint, e);
            }
        }
    }

    /// <summary>A change of listeners, ready to be carried out or given up.</summary>
    internal sealed class Change(Listeners owner, List<Listener> opened, List<(Listener Listener, ListenAddress Address)> kept) : IDisposable
    {
        private bool _committed;

        /// <summary>Accepts on the new ones, stops to listen on those that are gone. Connections that came in there go on.</summary>
        public void Commit()
        {
            _committed = true;
            var gone = owner._open.Except(kept.Select(one => one.Listener)).ToList();
            foreach (var (listener, address) in kept)
            {
                listener.Address = address;
            }

            owner._open = [.. kept.Select(one => one.Listener), .. opened];
            foreach (var listener in opened)
            {
                _ = listener.Socket.AcceptAllAsync(client => owner.Receive(client, listener.Address), owner.Fail);
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
    /// <param name="socket">The socket.</param>
    /// <param name="place">Which of the setting's addresses it is.</param>
    internal sealed class Listener(ListenSocket socket, int place)
    {
        private ListenAddress? _address;

        public ListenSocket Socket => socket;

        public int Place => place;

        public required ListenAddress Address
        {
            get => Volatile.Read(ref _address)!;
            set => Volatile.Write(ref _address, value);
        }
    }

    private void Fail(SocketException failure) => reception.Fail(failure);

    private void Receive(Socket client, ListenAddress address) => reception.Receive(client, address);
}
