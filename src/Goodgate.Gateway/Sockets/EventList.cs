using System.Runtime.InteropServices;

namespace Goodgate.Gateway.Sockets;

/// <summary>
/// What epoll_wait writes: <c>struct epoll_event { uint32_t events; uint64_t data; }</c>, without a gap between the two on x86, and with one of 4 bytes
/// elsewhere (EPOLL_PACKED in the kernel's eventpoll.h). In the byte order of the machine.
/// </summary>
internal sealed class EventList(int most)
{
    /// <summary>Bytes of one event, at most.</summary>
    public const int MostBytes = 16;

    private static readonly int DataAt = RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.X86 ? 4 : 8;
    private static readonly int Size = DataAt + sizeof(long);

    // Pinned for the process's life: the kernel writes here while the collector may run.
    private readonly byte[] _bytes = GC.AllocateArray<byte>(most * MostBytes, pinned: true);

    public ref byte First => ref _bytes[0];

    public (int What, long Place) this[int index]
    {
        get
        {
            var one = _bytes.AsSpan(index * Size, Size);
            return (MemoryMarshal.Read<int>(one), MemoryMarshal.Read<long>(one[DataAt..]));
        }
    }

    /// <summary>Writes what epoll_ctl wants to know.</summary>
    public static void Describe(Span<byte> target, int wanted, long place)
    {
        target.Clear();
        MemoryMarshal.Write(target, in wanted);
        MemoryMarshal.Write(target[DataAt..], in place);
    }
}
