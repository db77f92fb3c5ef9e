namespace Goodgate.Caching;

/// <summary>What a trace is like.</summary>
/// <param name="Name">In words.</param>
/// <param name="Skew">Exponent of Zipf's law; 0.6 to 0.9 were measured on the Web (Breslau and others, INFOCOM 1999).</param>
/// <param name="Wonders">Share of requests for pages that nobody asks for again: a third to two thirds of the objects of CDN traces.</param>
/// <param name="Scans">Share of requests of crawlers, which read the catalogue from one end to the other.</param>
/// <param name="Drift">How many times all pages have changed their rank by the end.</param>
internal sealed record TraceShape(string Name, double Skew, double Wonders, double Scans, double Drift);
