using static Goodgate.Gateway.Tests.Cache.Storage.StoreStage;

namespace Goodgate.Gateway.Tests.Cache.Storage;

/// <summary>Damage of the files is told, once, with the file; what a killed process leaves is no damage to be told of.</summary>
public sealed class DamageToldTests : StoreStory
{
    [Fact]
    public async Task Damage_is_told_once_however_much_there_is()
    {
        for (var i = 0; i < 20; i++)
        {
            Put(Store, $"/{i}", 5_000);
        }

        await Stage.CloseAsync();
        var file = Stage.Files("seg").ShouldHaveSingleItem();
        var bytes = await File.ReadAllBytesAsync(file);
        for (var i = 0; i < 20; i++)
        {
            bytes[bytes.AsSpan().IndexOf(Body($"/{i}", 5_000)) + 100] ^= 1;
        }

        await File.WriteAllBytesAsync(file, bytes);
        await Stage.OpenAsync();
        Stage.Said.ShouldBeEmpty("bodies are looked at when they are asked for");
        for (var i = 0; i < 20; i++)
        {
            await Should.ThrowAsync<InvalidDataException>(() => ReadAsync(Store, Store.Find($"/{i}").Single()));
        }

        Store.Figures.Damaged.ShouldBe(20);
        Stage.Said.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_a_start_finds_damaged_is_told_and_what_a_kill_leaves_is_not()
    {
        Put(Store, "/one", 10).ShouldNotBeNull();
        Put(Store, "/two", 5_000).ShouldNotBeNull();
        await Stage.CloseAsync();
        var file = Stage.Files("seg").ShouldHaveSingleItem();
        var bytes = await File.ReadAllBytesAsync(file);
        await File.WriteAllBytesAsync(file, [.. bytes, .. new byte[777]]);
        await File.WriteAllBytesAsync(Path.Combine(Stage.Folder, "00000000000000fe.seg"), []);
        await Stage.OpenAsync();
        Store.Figures.Damaged.ShouldBe(2);
        Stage.Said.ShouldBeEmpty();
        await Stage.CloseAsync();

        // The first record's own bytes, those of its key, and a file of something else.
        foreach (var (at, said) in new[] { (32 + 24, "[0-9a-f]{16}\\.seg is damaged"), (bytes.AsSpan().IndexOf("/one"u8), "[0-9a-f]{16}\\.seg is damaged"), (0, "[0-9a-f]{16}\\.seg is no file of this cache, or one of another version, and is deleted") })
        {
            var damaged = (byte[])bytes.Clone();
            damaged[at] ^= 0x40;
            await File.WriteAllBytesAsync(file, damaged);
            Stage.Said.Clear();
            await Stage.OpenAsync();
            Stage.Said.ShouldHaveSingleItem().ShouldMatch($"^the cache folder .*: {said}\\. What was in there is asked for again\\.$");
            await Stage.CloseAsync();
        }
    }
}
