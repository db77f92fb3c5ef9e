using Goodgate.Verdicts.Catalogue;

namespace Goodgate.Verdicts.Foreign;

/// <summary>Lines of the Linux kernel that explain a death or a refusal. Source: mm/oom_kill.c, arch/x86/mm/fault.c, net/ipv4/tcp_input.c, netfilter nf_conntrack_core.c.</summary>
internal static class KernelCodes
{
    public static IReadOnlyList<ForeignCode> All { get; } =
    [
        Of("oom-killed", CauseIds.WorkerCrashed, "'Out of memory: Killed process N (NAME)': the machine ran out of memory", party: Party.Hosting),
        Of("oom-killed-cgroup", CauseIds.WorkerCrashed, "'Memory cgroup out of memory: Killed process N (NAME)': the container or service reached its memory limit", party: Party.Hosting),
        Of("oom-invoked", CauseIds.WorkerCrashed, "'NAME invoked oom-killer': memory has run out; the line 'Killed process' that follows names the victim",
            "the process named here only asked for memory; the victim may be another one", Party.Hosting),
        Of("segfault", CauseIds.WorkerCrashed, "'NAME[N]: segfault at ...': the process crashed in native code"),
        Of("general-protection", CauseIds.WorkerCrashed, "'traps: NAME[N] general protection fault' or 'trap invalid opcode': the process crashed in native code"),
        Of("syn-flooding", CauseIds.ListenQueueFull, "'Possible SYN flooding on port N': the listen queue of that port is full"),
        Of("conntrack-full", CauseIds.GatewayOutOfResources, "'nf_conntrack: table full, dropping packet': new connections are dropped", party: Party.Hosting),
        Of("tcp-out-of-memory", CauseIds.GatewayOutOfResources, "'TCP: out of memory' or 'too many orphaned sockets'", party: Party.Hosting),
        Of("file-max", CauseIds.GatewayOutOfResources, "'VFS: file-max limit N reached'", party: Party.Hosting),
        Of("no-space", CauseIds.GatewayOutOfResources, "'No space left on device' or an I/O error of a disk", party: Party.Hosting),
    ];

    private static ForeignCode Of(string code, string cause, string meaning, string? also = null, Party? party = null) =>
        new("kernel", code, cause, meaning, also, party);
}
