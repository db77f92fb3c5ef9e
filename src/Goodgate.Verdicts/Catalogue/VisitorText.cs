namespace Goodgate.Verdicts.Catalogue;

/// <summary>What a visitor of the site reads about one cause, in one language. Plain text, no markup; the reader escapes it for its medium.</summary>
/// <param name="Title">Headline, at most 60 characters, without technical words.</param>
/// <param name="Body">One or two sentences: on whose side it is, and whether trying again helps.</param>
public sealed record VisitorText(string Title, string Body);
