namespace Goodgate.Gateway.Answers;

/// <summary>A finished answer: nothing is left to negotiate, escape or compute.</summary>
/// <param name="Status">Status code to send. For gRPC it is 200: the failure is in <c>grpc-status</c>.</param>
/// <param name="ContentType">Value of Content-Type; not repeated in <paramref name="Fields"/>.</param>
/// <param name="Body">Bytes to send; empty for HEAD.</param>
/// <param name="ContentLength">Value of Content-Length: for HEAD the length GET would have had (RFC 9110 §8.6); null for gRPC, which sends none.</param>
/// <param name="Fields">All other fields, in the order to send them; values are visible ASCII.</param>
public sealed record RenderedAnswer(
    int Status,
    string ContentType,
    ReadOnlyMemory<byte> Body,
    long? ContentLength,
    IReadOnlyList<KeyValuePair<string, string>> Fields);
