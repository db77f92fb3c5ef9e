using Goodgate.Logs.Following;

namespace Goodgate.Logs.Tests.Following;

/// <summary>Files that cannot be read now, and may be later.</summary>
public sealed class UnreadableFilesTests
{
    private const int File = 0x8000;

    private readonly UnreadableFiles _files = new();

    [Fact]
    public void One_is_tried_again_with_growing_pauses_and_said_once()
    {
        _files.Add(Facts(3), At(0)).ShouldBeTrue();
        (_files.IsLeftOut(Facts(3), At(1)), _files.IsDue(At(1))).ShouldBe((true, false));
        (_files.IsLeftOut(Facts(3), At(2)), _files.IsDue(At(2))).ShouldBe((false, true));
        _files.Add(Facts(3), At(2)).ShouldBeFalse();
        _files.Settle(At(2));
        _files.IsDue(At(5)).ShouldBeFalse();
        _files.IsDue(At(6)).ShouldBeTrue();

        // It was read, or is gone.
        _files.Settle(At(6));
        _files.IsDue(At(100)).ShouldBeFalse();
        _files.Add(Facts(3), At(100)).ShouldBeTrue();
    }

    [Fact]
    public void One_without_its_tool_is_left_out_until_it_is_another_file()
    {
        _files.AddForGood(Facts(3)).ShouldBeTrue();
        _files.AddForGood(Facts(3)).ShouldBeFalse();
        (_files.IsLeftOut(Facts(3), At(1000)), _files.IsDue(At(1000))).ShouldBe((true, false));
        _files.IsLeftOut(Facts(4), At(1000)).ShouldBeFalse();
    }

    private static FileFacts Facts(long length) => new(new FileId(1, 2), File, length, 4);

    private static Moment At(int seconds) => new(DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(seconds));
}
