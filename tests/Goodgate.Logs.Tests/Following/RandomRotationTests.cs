namespace Goodgate.Logs.Tests.Following;

/// <summary>Whatever is done to a log, in whatever order, and whenever the watch is killed: each line is read once.</summary>
public sealed class RandomRotationTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 60)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Each_line_is_read_once(int seed)
    {
        var random = new Random(seed);
        using var folder = new FollowedFolder(before: one => one.Write("old\n"));
        var (written, saved, highest) = (0, 0, 0);
        var did = new List<string>();
        for (var i = 0; i < 80; i++)
        {
            var what = random.Next(10);
            did.Add($"{what}@{written}");
            switch (what)
            {
                case 0:
                    folder.Shift(ref highest);
                    folder.Rename("a.log", "a.log.1");
                    Write(folder, ref written, random.Next(0, 3), "a.log.1");
                    folder.Write("");
                    break;
                case 1:
                    folder.Shift(ref highest);
                    folder.CopyTruncate("a.log.1");
                    break;
                case 2 when File.Exists(folder.At("a.log.2")):
                    folder.Compress("a.log.2");
                    break;
                case 3:
                    folder.Save();
                    saved = folder.Lines.Count;
                    break;
                case 4:
                    folder.Kill(remembered: saved);
                    break;
                case 5 or 6 or 7:
                    folder.Look();
                    break;
                default:
                    Write(folder, ref written, random.Next(1, 200), "a.log");
                    break;
            }

            folder.Pass(TimeSpan.FromSeconds(random.Next(0, 40)));
        }

        folder.Look();
        folder.Kill(remembered: saved);
        folder.Look();
        folder.Look();
        var counts = folder.Lines.Select(int.Parse).CountBy(one => one).ToDictionary();
        var missing = Enumerable.Range(0, written).Where(one => !counts.ContainsKey(one)).ToList();
        var twice = counts.Where(one => one.Value > 1).Select(one => one.Key).Order().ToList();
        $"missing {Span(missing)}, twice {Span(twice)}".ShouldBe("missing none, twice none", $"seed {seed}: {string.Join(' ', did)}; told: {string.Join(" | ", folder.Told)}");
    }

    private static string Span(List<int> lines) => lines.Count == 0 ? "none" : $"{lines.Count}: {lines[0]} to {lines[^1]}";

    private static void Write(FollowedFolder folder, ref int written, int count, string name)
    {
        var first = written;
        written += count;
        folder.Write(string.Concat(Enumerable.Range(first, count).Select(one => $"{one}\n")), name);
    }
}
