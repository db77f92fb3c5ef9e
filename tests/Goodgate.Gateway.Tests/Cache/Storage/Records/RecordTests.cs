using Goodgate.Gateway.Cache.Storage.Records;

namespace Goodgate.Gateway.Tests.Cache.Storage.Records;

public sealed class RecordTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("https://example.org/ü?x=1", "gzip\0de")]
    [InlineData("/a", "", "post-1", "")]
    public void A_text_comes_back_as_it_was(string key, string variant, params string[] tags)
    {
        var text = RecordText.Read(RecordText.Write(key, variant, tags)).ShouldNotBeNull();
        (text.Key, text.Variant).ShouldBe((key, variant));
        text.Tags.ShouldBe(tags);
    }

    [Fact]
    public void A_text_that_is_cut_off_or_changed_is_no_text_or_another_and_never_a_crash()
    {
        var bytes = RecordText.Write("/some/page", "gzip", ["one", "two"])!;
        for (var length = 0; length < bytes.Length; length++)
        {
            RecordText.Read(bytes.AsSpan(0, length)).ShouldBeNull();
        }

        var random = new Random(2);
        for (var i = 0; i < 20_000; i++)
        {
            var changed = (byte[])bytes.Clone();
            random.NextBytes(changed.AsSpan(random.Next(changed.Length - 4), 4));
            RecordText.Read(changed);
        }
    }

    [Fact]
    public void The_first_bytes_come_back_as_they_were_and_any_change_shows()
    {
        var shape = new RecordShape(12345, 678_901, 99, 7, 1000);
        var bytes = new byte[RecordShape.Size];
        shape.Write(bytes, 42, RecordState.Live);
        RecordShape.Read(bytes, 42).ShouldBe(shape);
        RecordShape.Read(bytes, 43).ShouldBeNull();
        for (var at = 0; at < bytes.Length; at++)
        {
            var changed = (byte[])bytes.Clone();
            changed[at] ^= 1;

            // The state has no checksum.
            RecordShape.Read(changed, 42).HasValue.ShouldBe(at is >= 8 and < 12, $"byte {at}");
        }
    }

    [Theory]
    [InlineData(-1, 0, 0)]
    [InlineData(long.MaxValue, 0, 0)]
    [InlineData(0, -1, 0)]
    [InlineData(0, int.MaxValue, 0)]
    [InlineData(0, 0, -1)]
    [InlineData(0, 0, int.MaxValue)]
    public void Lengths_that_cannot_be_are_no_record(long body, int text, int head)
    {
        var bytes = new byte[RecordShape.Size];
        new RecordShape(1, body, text, 0, head).Write(bytes, 42, RecordState.Live);
        RecordShape.Read(bytes, 42).ShouldBeNull();
    }

    [Fact]
    public void No_single_byte_turns_one_state_into_another_that_counts()
    {
        foreach (var (from, to) in new[] { (RecordState.Live, RecordState.Stale), (RecordState.Gone, RecordState.Live), (RecordState.Gone, RecordState.Stale) })
        {
            var differing = BitConverter.GetBytes((uint)from).Zip(BitConverter.GetBytes((uint)to)).Count(pair => pair.First != pair.Second);
            differing.ShouldBe(4);
        }
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 5)]
    [InlineData(65_536, 65_540)]
    [InlineData(65_537, 65_545)]
    public void Bodies_have_a_checksum_each_64_KiB(long body, long blocks) => RecordShape.BlocksOf(body).ShouldBe(blocks);

    [Fact]
    public void A_checksum_is_that_of_the_standard() =>
        // RFC 3720 B.4: 32 bytes of zero are 8A9136AA; the first eight are our seed.
        Checksum.Of(0, new byte[24]).ShouldBe(0x8A9136AAu);
}
