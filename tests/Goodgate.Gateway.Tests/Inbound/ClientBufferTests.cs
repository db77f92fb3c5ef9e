using System.Text;
using Goodgate.Gateway.Inbound.Http1;

namespace Goodgate.Gateway.Tests.Inbound;

public sealed class ClientBufferTests
{
    private const int MaxHead = 32 * 1024;

    [Fact]
    public void A_head_that_does_not_fit_finds_room_up_to_the_limit()
    {
        using var buffer = new ClientBuffer();
        var sent = new byte[MaxHead];
        Random.Shared.NextBytes(sent);
        for (var at = 0; at < sent.Length;)
        {
            var room = buffer.RoomForHead(MaxHead);
            var count = Math.Min(room.Length, sent.Length - at);
            sent.AsMemory(at, count).CopyTo(room);
            buffer.Received(count);
            at += count;
        }

        buffer.Unread.SequenceEqual(sent).ShouldBeTrue();
        buffer.RoomForHead(MaxHead).Length.ShouldBeGreaterThan(0, "the reader has to see one byte too many to refuse it");
    }

    [Fact]
    public void What_is_unread_moves_to_the_front_when_room_is_short()
    {
        using var buffer = new ClientBuffer();
        Put(buffer, new string('a', 4000));
        buffer.Take(3990);
        buffer.RoomForHead(MaxHead).Length.ShouldBeGreaterThan(4000);
        Text(buffer).ShouldBe(new string('a', 10));
        buffer.Start.ShouldBe(0);
    }

    [Fact]
    public void What_comes_during_an_exchange_moves_nothing()
    {
        using var buffer = new ClientBuffer();
        Put(buffer, new string('h', 4000));
        var head = buffer.Bytes;
        var next = Encoding.ASCII.GetBytes("next");
        next.CopyTo(buffer.RoomForNext());
        buffer.Received(next.Length);
        buffer.Bytes.ShouldBeSameAs(head);
        buffer.End.ShouldBe(4000, "it lies in the second buffer");

        buffer.Take(4000);
        buffer.Turn();

        Text(buffer).ShouldBe("next");
    }

    [Fact]
    public void A_read_that_began_during_an_exchange_may_end_after_it()
    {
        using var buffer = new ClientBuffer();
        Put(buffer, new string('h', 4000));
        var room = buffer.RoomForNext();
        buffer.Take(4000);
        buffer.Turn();

        Encoding.ASCII.GetBytes("late").CopyTo(room);
        buffer.Received(4);

        Text(buffer).ShouldBe("late");
    }

    [Fact]
    public void With_room_behind_the_head_the_same_buffer_serves_on()
    {
        using var buffer = new ClientBuffer();
        Put(buffer, "head");
        var bytes = buffer.Bytes;
        buffer.Take(4);
        Encoding.ASCII.GetBytes("next").CopyTo(buffer.RoomForNext());
        buffer.Received(4);
        buffer.Turn();

        Text(buffer).ShouldBe("next");
        buffer.Bytes.ShouldBeSameAs(bytes);
    }

    [Fact]
    public void An_idle_connection_with_small_heads_holds_little()
    {
        using var buffer = new ClientBuffer();
        for (var i = 0; i < 100; i++)
        {
            Put(buffer, new string('h', 100));
            buffer.Take(100);
            _ = buffer.RoomForNext();
            buffer.Turn();
        }

        buffer.Bytes.Length.ShouldBe(1024);
    }

    [Fact]
    public void A_client_with_large_heads_keeps_room_for_them()
    {
        using var buffer = new ClientBuffer();
        Put(buffer, new string('h', 700));
        buffer.Take(700);
        _ = buffer.RoomForNext();
        buffer.Turn();

        buffer.Bytes.Length.ShouldBe(4096);
    }

    [Fact]
    public void A_surplus_read_with_a_body_is_the_next_request()
    {
        using var buffer = new ClientBuffer();
        Put(buffer, "head");
        buffer.Take(4);
        buffer.Append("GET /"u8);
        buffer.Turn();

        Text(buffer).ShouldBe("GET /");
    }

    private static void Put(ClientBuffer buffer, string text)
    {
        var rest = Encoding.ASCII.GetBytes(text).AsMemory();
        while (rest.Length > 0)
        {
            var room = buffer.RoomForHead(MaxHead);
            var count = Math.Min(room.Length, rest.Length);
            rest[..count].CopyTo(room);
            buffer.Received(count);
            rest = rest[count..];
        }
    }

    private static string Text(ClientBuffer buffer) => Encoding.ASCII.GetString(buffer.Unread);
}
