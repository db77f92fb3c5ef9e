using Goodgate.Wire.Http1;

namespace Goodgate.Wire.Tests.Http1;

public sealed class KnownFieldCountTests
{
    [Fact]
    public void Each_known_field_has_a_bit_of_its_own() => Enum.GetValues<KnownField>().Max(field => (int)field).ShouldBeLessThan(64);
}
