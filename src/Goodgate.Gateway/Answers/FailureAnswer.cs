using System.Text;
using Goodgate.Gateway.Answers.Languages;

namespace Goodgate.Gateway.Answers;

/// <summary>Makes the answer a client gets when the gateway itself fails a request. Pure: no I/O, no clock.</summary>
public static class FailureAnswer
{
    /// <summary>Chooses shape and language by what the client accepts, and renders. Never throws for hostile input.</summary>
    public static RenderedAnswer Render(FailureRequest request)
    {
        var view = FailureView.Of(request);
        if (GrpcAnswer.Fits(request.ContentType))
        {
            return GrpcAnswer.Render(view, request.ContentType);
        }

        return FormChoice.For(request.Accept) switch
        {
            FailureForm.Html => Page(view, request),
            FailureForm.ProblemJson => Problem(view, request),
            _ => Text(view, request, PlainText.Render(view), view.Words.Tag),
        };
    }

    internal static RenderedAnswer Problem(FailureView view, FailureRequest request) =>
        Finish(request, view, ProblemDocument.ContentType, ProblemDocument.Render(view), view.Words.Tag, AnswerFields.NothingAllowed);

    internal static RenderedAnswer Text(FailureView view, FailureRequest request, string text, string language) =>
        Finish(request, view, PlainText.ContentType, Encoding.UTF8.GetBytes(text), language, AnswerFields.NothingAllowed);

    internal static RenderedAnswer Page(FailureView view, FailureRequest request)
    {
        if (request.Pages?.Find(view.Status, request.AcceptLanguage) is not { } page)
        {
            return Finish(request, view, HtmlPage.ContentType, Encoding.UTF8.GetBytes(HtmlPage.Render(view)), view.Words.Tag, PageStyle.Policy);
        }

        // The site's page may be in a language we do not write; the visitor's own is then the best guess for our words in it.
        var words = page.Language is { } tag && LanguageChoice.Lookup(tag, PageLanguages.Codes) is { } code ? view.In(code) : view;
        return Finish(request, view, HtmlPage.ContentType, Encoding.UTF8.GetBytes(page.Render(words)), page.Language, CustomPages.Policy);
    }

    private static RenderedAnswer Finish(FailureRequest request, FailureView view, string type, byte[] body, string? language, string policy)
    {
        var head = request.Method == "HEAD"; // RFC 9110 §9.3.2: the same fields, no content
        return new(view.Status, type, head ? [] : body, body.Length, AnswerFields.For(view, language, policy));
    }
}
