using Goodgate.Verdicts.Catalogue;

namespace Goodgate.Verdicts.Tests.Catalogue;

/// <summary>The catalogue as test data: one case per cause, or per cause and language.</summary>
public static class CauseData
{
    public static TheoryData<string> Ids { get; } = [.. Causes.All.Select(cause => cause.Id)];

    public static TheoryData<string, string> Texts
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var language in VisitorTexts.Languages)
            {
                foreach (var cause in Causes.All)
                {
                    data.Add(cause.Id, language);
                }
            }

            return data;
        }
    }
}
