namespace Goodgate.Verdicts.Catalogue;

/// <summary>The words of one cause, for the three people who read them.</summary>
public sealed record CauseText
{
    /// <summary>Short name in plain words, at most 60 characters: "The application is not running".</summary>
    public required string Title { get; init; }

    /// <summary>For a visitor of the site: one or two sentences without technical words; nothing about addresses or software.</summary>
    public required string Visitor { get; init; }

    /// <summary>For a site owner who is no engineer: what this means, in plain words.</summary>
    public required string Owner { get; init; }

    /// <summary>For an engineer: the exact meaning, in the terms of TCP, TLS, HTTP, DNS.</summary>
    public required string Meaning { get; init; }

    /// <summary>What one sees when this happens: pages, log lines, timing.</summary>
    public required string WhatYouSee { get; init; }

    /// <summary>Who must act, and when it is somebody else after all.</summary>
    public required string WhoMustAct { get; init; }

    /// <summary>First steps, in the order to take them.</summary>
    public required IReadOnlyList<string> FirstSteps { get; init; }

    /// <summary>One shell command that shows it; placeholders in capitals (HOST, PORT, SOCKET).</summary>
    public required string Command { get; init; }
}
