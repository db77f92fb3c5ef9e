using Goodgate.Gateway.Descriptors;

namespace Goodgate.Gateway.Tests.Descriptors;

public sealed class DescriptorShareTests
{
    [Theory]
    [InlineData(0UL, 0)]
    [InlineData(304UL, 0)]
    [InlineData(306UL, 1)]
    [InlineData(1024UL, 360)]
    [InlineData(1_048_576UL, 524_136)]
    [InlineData(ulong.MaxValue, int.MaxValue)] // no limit (RLIM_INFINITY)
    public void Each_client_may_need_a_server_and_the_reserve_stays(ulong limit, int clients)
    {
        DescriptorShare.Clients(limit).ShouldBe(clients);
        (((ulong)clients * 2) + DescriptorShare.Own + DescriptorReserve.Size).ShouldBeLessThanOrEqualTo(Math.Max(limit, 304));
    }

    [Fact]
    public void Where_there_is_no_limit_there_is_none() => DescriptorShare.Clients(null).ShouldBe(int.MaxValue);
}
