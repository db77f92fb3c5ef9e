using System.Net;
using Goodgate.Lab.Tls;

namespace Goodgate.Lab.Stages;

/// <summary>What a stage is given.</summary>
/// <param name="Name">Name of the fault, for errors and for the names of sockets.</param>
/// <param name="Port">Port to listen on; zero = any.</param>
internal sealed record StagePlan(string Name, int Port, string Folder, LabOptions Options, LabAuthority Authority, Sightings Seen)
{
    /// <summary>Address of the lab's DNS server.</summary>
    public required IPEndPoint Resolver { get; init; }

    /// <summary>PEM file of <see cref="Authority"/>.</summary>
    public required string CaFile { get; init; }

    /// <summary>Path of the fault's Unix socket.</summary>
    public string SocketPath => Path.Combine(Folder, $"{Name}.sock");
}
