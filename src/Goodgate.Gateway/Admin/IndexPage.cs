using System.Text;
using Goodgate.Gateway.Observing.Metrics;

namespace Goodgate.Gateway.Admin;

/// <summary><c>/</c>: what there is.</summary>
internal static class IndexPage
{
    public static AdminPage Of(IReadOnlyList<AdminPage> pages)
    {
        var text = new StringBuilder($"Goodgate {MetricsPage.Version}, admin port\n\n");
        foreach (var page in pages)
        {
            text.Append($"{page.Path,-20} {page.About}\n");
        }

        var answer = AdminAnswer.Text(200, text.ToString().TrimEnd());
        return new AdminPage("/", "this list", _ => answer);
    }
}
