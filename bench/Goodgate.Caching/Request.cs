namespace Goodgate.Caching;

/// <summary>One request of a trace.</summary>
/// <param name="Page">Which page.</param>
/// <param name="Size">Its bytes.</param>
internal readonly record struct Request(int Page, int Size);
