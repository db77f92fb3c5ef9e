using Goodgate.Gateway.Cache.Rules;
using Goodgate.Wire.Http1;

namespace Goodgate.Gateway.Cache.Fetching;

/// <summary>A response that is to be stored.</summary>
/// <param name="Key">Where.</param>
/// <param name="Head">Its head; its fields are in the buffer of the connection.</param>
/// <param name="Declared">Length of its content; null = not known.</param>
/// <param name="Decision">That it is stored, and how.</param>
internal readonly record struct TapInput(string Key, ResponseHead Head, long? Declared, StoreDecision Decision);
