using Goodgate.Lab.Catalogue;
using Goodgate.Lab.Dns;
using Goodgate.Lab.Stages;
using Goodgate.Lab.Tls;

namespace Goodgate.Lab;

/// <summary>Plays faults, one listener each, until it is disposed.</summary>
public sealed class FaultLab : IAsyncDisposable
{
    private readonly List<OpenStage> _stages = [];
    private readonly List<RunningFault> _running = [];
    private readonly LabOptions _options;
    private readonly LabFolder _folder;
    private readonly LabAuthority _authority;

    private FaultLab(LabOptions options, int faults)
    {
        _options = options;
        _folder = LabFolder.Open(options.Folder);
        _authority = new LabAuthority(options.Time);
        try
        {
            _folder.Write("goodgate-lab-ca.pem", _authority.Pem);
            Dns = LabDns.Start(options.Listen, options.FirstPort == 0 ? 0 : options.FirstPort + faults);
        }
        catch
        {
            _authority.Dispose();
            _folder.Dispose();
            throw;
        }
    }

    /// <summary>What is being played, in the order asked for.</summary>
    public IReadOnlyList<RunningFault> Running => _running;

    /// <summary>The lab's DNS server; faults with a <see cref="RunningFault.Resolver"/> need a gateway that asks it.</summary>
    public LabDns Dns { get; }

    /// <summary>PEM file of the authority that signs the lab's certificates.</summary>
    public string CaFile => _folder.PathOf("goodgate-lab-ca.pem");

    /// <summary>Starts to play.</summary>
    /// <exception cref="LabException">A port is taken, a folder cannot be written; the message says which and what to do.</exception>
    public static async Task<FaultLab> StartAsync(IReadOnlyList<Fault> faults, LabOptions? options = null, CancellationToken cancel = default)
    {
        options ??= new LabOptions();
        if (options.FirstPort is < 0 || (options.FirstPort > 0 && options.FirstPort + faults.Count > ushort.MaxValue))
        {
            throw new LabException(
                $"first port {options.FirstPort}: {faults.Count} faults and a DNS server need the ports from there on; "
                + $"choose one between 1 and {ushort.MaxValue - faults.Count}, or 0 for free ports.");
        }

        var lab = new FaultLab(options, faults.Count);
        try
        {
            for (var i = 0; i < faults.Count; i++)
            {
                await lab.PlayAsync(faults[i], options.FirstPort == 0 ? 0 : options.FirstPort + i, cancel);
            }

            return lab;
        }
        catch
        {
            await lab.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends everything: no listener, connection, task or temporary file is left.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var stage in _stages)
        {
            await stage.DisposeAsync();
        }

        await Dns.DisposeAsync();
        _authority.Dispose();
        _folder.Dispose();
    }

    private async Task PlayAsync(Fault fault, int port, CancellationToken cancel)
    {
        var seen = new Sightings();
        var plan = new StagePlan(fault.Name, port, _folder.Path, _options, _authority, seen) { Resolver = Dns.Address, CaFile = CaFile };
        var stage = await fault.Stage.OpenAsync(plan, cancel);
        _stages.Add(stage);
        _running.Add(new RunningFault(fault, [stage.Url], stage.Note, seen) { CaFile = stage.CaFile, Resolver = stage.Resolver });
    }
}
