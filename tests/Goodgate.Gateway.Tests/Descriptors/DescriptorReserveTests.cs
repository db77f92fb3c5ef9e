using System.Net.Sockets;
using Goodgate.Gateway.Descriptors;

namespace Goodgate.Gateway.Tests.Descriptors;

public sealed class DescriptorReserveTests
{
    [Theory]
    [InlineData(959, 1024, false)]
    [InlineData(960, 1024, true)]
    [InlineData(63, 128, false)]
    [InlineData(64, 128, true)]
    [InlineData(19, 40, false)] // half of a very low limit
    [InlineData(20, 40, true)]
    [InlineData(0, 0, true)]
    [InlineData(1_000_000, ulong.MaxValue, false)] // no limit (RLIM_INFINITY)
    public void The_last_descriptors_are_the_reserve(ulong descriptor, ulong limit, bool touched) =>
        DescriptorReserve.IsTouched(descriptor, limit).ShouldBe(touched);

    [Fact]
    public void A_socket_of_a_process_with_room_is_no_part_of_it()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        DescriptorReserve.IsTouchedBy(socket).ShouldBeFalse();
    }
}
