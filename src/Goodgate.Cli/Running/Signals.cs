using System.Runtime.InteropServices;
using System.Threading.Channels;

namespace Goodgate.Cli.Running;

/// <summary>What asked the program to stop.</summary>
internal enum StopSignal
{
    None,
    Interrupt,
    Terminate,
}

/// <summary>An order that does not stop the program.</summary>
internal enum Order
{
    /// <summary>SIGHUP: read the settings file again.</summary>
    Reload,

    /// <summary>SIGUSR1: open the logs again, after they were moved away.</summary>
    Reopen,
}

/// <summary>What the operating system asks of the program. The first request to stop is polite, the second means now.</summary>
internal sealed class Signals : IDisposable
{
    // SIGUSR1 has no name in .NET; positive numbers are the system's own. 10 on Linux, 30 on macOS and BSD (signal(7)).
    private static readonly PosixSignal UserOne = (PosixSignal)(OperatingSystem.IsLinux() ? 10 : 30);

    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _now = new();
    private readonly Channel<Order> _orders = Channel.CreateBounded<Order>(new BoundedChannelOptions(16) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Cancelled by the first SIGINT, SIGTERM or SIGQUIT.</summary>
    public CancellationToken Stop => _stop.Token;

    /// <summary>Cancelled by the second.</summary>
    public CancellationToken Now => _now.Token;

    public StopSignal StopSignal { get; private set; }

    public ChannelReader<Order> Orders => _orders.Reader;

    /// <summary>Starts to listen to the operating system.</summary>
    public static Signals OfProcess()
    {
        var signals = new Signals();
        signals.On(PosixSignal.SIGINT, () => signals.RequestStop(StopSignal.Interrupt));
        signals.On(PosixSignal.SIGTERM, () => signals.RequestStop(StopSignal.Terminate));
        signals.On(PosixSignal.SIGQUIT, () => signals.RequestStop(StopSignal.Terminate));
        if (!OperatingSystem.IsWindows())
        {
            signals.On(PosixSignal.SIGHUP, () => signals.Give(Order.Reload));
            signals.On(UserOne, () => signals.Give(Order.Reopen));
        }

        return signals;
    }

    public void RequestStop(StopSignal signal)
    {
        if (StopSignal == StopSignal.None)
        {
            StopSignal = signal;
            _stop.Cancel();
        }
        else
        {
            StopSignal = signal;
            _now.Cancel();
        }
    }

    public void Give(Order order) => _orders.Writer.TryWrite(order);

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }

        _stop.Dispose();
        _now.Dispose();
    }

    private void On(PosixSignal signal, Action act) => _registrations.Add(PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        act();
    }));
}
