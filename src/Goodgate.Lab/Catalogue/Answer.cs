using System.Text;
using Goodgate.Lab.Scripts;
using Goodgate.Lab.Stages;

namespace Goodgate.Lab.Catalogue;

/// <summary>Servers that read a request and answer it; most faults are one of these.</summary>
internal static class Answer
{
    /// <summary>Bytes of a body that are sent before it goes wrong: more than a gateway holds back, so that the head is passed on first.</summary>
    public const int HalfBody = 256 * 1024;

    /// <summary>A right answer.</summary>
    public const string Right = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 3\r\n\r\nok\n";

    /// <summary>Reads a request, sends the bytes, closes in order.</summary>
    public static ServerStage With(string response) => new(Steps.Hear, Steps.Send(response));

    /// <summary>Reads a request, sends the bytes, says nothing more, closes only when the peer does: the bytes alone must decide.</summary>
    public static ServerStage AndHold(string response) => new(Steps.Hear, Steps.Send(response), Steps.Hold);

    /// <summary>Answers every request of a connection with the same bytes.</summary>
    public static ServerStage Always(string response) => new(Steps.Again(Steps.Hear, Steps.Send(response)));

    /// <summary>A head with the given field lines and a body of three bytes framed by Content-Length.</summary>
    public static string Fields(params string[] lines) =>
        $"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n{string.Concat(lines.Select(l => l + "\r\n"))}Content-Length: 3\r\n\r\nok\n";

    /// <summary>A head with the given framing fields, then the bytes of the body.</summary>
    public static string Framed(string fields, string body) => $"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n{fields}\r\n\r\n{body}";

    /// <summary>A chunked answer with these bytes as its body.</summary>
    public static string Chunked(string body) => Framed("Transfer-Encoding: chunked", body);

    /// <summary>One well-formed chunk of <see cref="HalfBody"/> bytes.</summary>
    public static string HalfChunk { get; } = $"{HalfBody:x}\r\n{new string('x', HalfBody)}\r\n";

    /// <summary>A page with a length.</summary>
    public static string Page(string statusAndFields, string html) =>
        $"HTTP/1.1 {statusAndFields}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {Encoding.Latin1.GetByteCount(html)}\r\n\r\n{html}";
}
