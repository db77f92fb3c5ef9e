using System.Text.RegularExpressions;
using Goodgate.Verdicts.Catalogue;

namespace Goodgate.Verdicts.Tests.Catalogue;

/// <summary>The visitor's words in all languages.</summary>
public partial class VisitorTextTests
{
    /// <summary>Words that mean nothing to a visitor, or tell an attacker something, by language.</summary>
    private static readonly Dictionary<string, string[]> TechnicalWords = new(StringComparer.Ordinal)
    {
        ["en"] =
        [
            "upstream", "backend", "proxy", "gateway", "DNS", "TCP", "TLS", "SSL", "IP", "port", "ports", "server", "servers", "HTTP", "HTTPS", "HTTP/2",
            "socket", "timeout", "timed out", "header", "headers", "certificate", "cache", "cached", "database", "firewall", "WAF", "CDN", "origin",
            "protocol", "host", "hostname", "resolver", "encrypted", "encryption", "worker", "queue", "thread", "process", "API", "client", "PHP",
            "script", "status code", "error code", "handshake", "websocket", "URL", "localhost", "invalid", "payload", "token",
        ],
        ["es"] =
        [
            "servidor", "servidores", "pasarela", "puerta de enlace", "puerto", "DNS", "TCP", "TLS", "SSL", "IP", "HTTP", "HTTPS", "caché", "base de datos",
            "cortafuegos", "certificado", "protocolo", "encabezado", "cabecera", "cifrado", "CDN", "proxy", "script", "URL", "cliente", "socket",
        ],
        ["de"] =
        [
            "Server", "Gateway", "Port", "DNS", "TCP", "TLS", "SSL", "IP", "HTTP", "HTTPS", "Cache", "Datenbank", "Firewall", "Zertifikat", "Protokoll",
            "Header", "Kopfzeile", "verschlüsselt", "Verschlüsselung", "CDN", "Proxy", "Skript", "URL", "Client", "Socket", "Timeout", "Zeitüberschreitung",
        ],
        ["fr"] =
        [
            "serveur", "serveurs", "passerelle", "port", "DNS", "TCP", "TLS", "SSL", "IP", "HTTP", "HTTPS", "cache", "base de données", "pare-feu",
            "certificat", "protocole", "en-tête", "en-têtes", "chiffrement", "chiffré", "CDN", "proxy", "script", "URL", "client", "socket",
        ],
        ["zh"] =
        [
            "服务器", "网关", "端口", "域名", "DNS", "TCP", "TLS", "SSL", "IP", "HTTP", "HTTPS", "缓存", "数据库", "防火墙", "证书", "协议", "标头", "加密",
            "CDN", "代理", "脚本", "URL", "客户端", "套接字", "超时", "上游",
        ],
    };

    [Fact]
    public void Languages_are_these_five() => VisitorTexts.Languages.ShouldBe(["en", "es", "de", "fr", "zh"]);

    [Theory]
    [MemberData(nameof(CauseData.Texts), MemberType = typeof(CauseData))]
    public void Text_has_a_length_somebody_reads(string id, string language)
    {
        var text = VisitorTexts.For(id, language);
        text.Title.Length.ShouldBeInRange(5, 60);
        text.Body.Length.ShouldBeInRange(language == "zh" ? 25 : 60, 260);
        text.Title.ShouldNotEndWith(".");
        text.Title.ShouldNotEndWith("。");
    }

    [Theory]
    [MemberData(nameof(CauseData.Texts), MemberType = typeof(CauseData))]
    public void Body_is_one_or_two_sentences(string id, string language) =>
        SentenceEnds().Count(VisitorTexts.For(id, language).Body).ShouldBeInRange(1, 2);

    [Theory]
    [MemberData(nameof(CauseData.Texts), MemberType = typeof(CauseData))]
    public void Text_has_no_technical_word(string id, string language)
    {
        var text = VisitorTexts.For(id, language);
        var words = TechnicalWords[language].Where(word => Contains($"{text.Title} {text.Body}", word));
        words.ShouldBeEmpty();
        StatusCode().IsMatch($"{text.Title} {text.Body}").ShouldBeFalse();
    }

    // These answers say how long to wait (Retry-After), and no page may say two times.
    [Fact]
    public void Texts_of_a_503_name_no_time_of_their_own()
    {
        foreach (var cause in Causes.All.Where(cause => cause.Status == 503))
        {
            foreach (var language in VisitorTexts.Languages)
            {
                VisitorTexts.For(cause.Id, language).Body.ShouldNotMatch("[Mm]inut|分钟", $"{cause.Id} in {language}");
            }
        }
    }

    [Fact]
    public void English_body_is_the_text_of_the_catalogue() =>
        Causes.All.ShouldAllBe(cause => VisitorTexts.For(cause.Id, "en").Body == cause.Text.Visitor);

    [Theory]
    [MemberData(nameof(CauseData.Ids), MemberType = typeof(CauseData))]
    public void English_body_says_whose_side_it_is(string id) => Side().IsMatch(VisitorTexts.For(id, "en").Body).ShouldBeTrue();

    [Theory]
    [MemberData(nameof(CauseData.Ids), MemberType = typeof(CauseData))]
    public void Texts_of_one_cause_differ_in_every_language(string id)
    {
        VisitorTexts.Languages.Select(language => VisitorTexts.For(id, language).Title).ShouldBeUnique();
        VisitorTexts.Languages.Select(language => VisitorTexts.For(id, language).Body).ShouldBeUnique();
    }

    [Theory]
    [InlineData("en")]
    [InlineData("es")]
    [InlineData("de")]
    [InlineData("fr")]
    [InlineData("zh")]
    public void No_two_causes_share_a_text(string language)
    {
        Causes.All.Select(cause => VisitorTexts.For(cause.Id, language).Title).ShouldBeUnique();
        Causes.All.Select(cause => VisitorTexts.For(cause.Id, language).Body).ShouldBeUnique();
    }

    [Theory]
    [MemberData(nameof(CauseData.Ids), MemberType = typeof(CauseData))]
    public void Chinese_is_written_in_Chinese(string id)
    {
        var text = VisitorTexts.For(id, "zh");
        $"{text.Title}{text.Body}".Count(letter => letter is >= '\u4E00' and <= '\u9FFF').ShouldBeGreaterThan(text.Body.Length * 3 / 4);
        text.Body.ShouldNotContain(",");
    }

    [Theory]
    [MemberData(nameof(CauseData.Ids), MemberType = typeof(CauseData))]
    public void French_has_non_breaking_spaces_before_two_part_signs(string id) =>
        FrenchSpace().IsMatch($"{VisitorTexts.For(id, "fr").Title} {VisitorTexts.For(id, "fr").Body}").ShouldBeFalse();

    [Theory]
    [MemberData(nameof(CauseData.Ids), MemberType = typeof(CauseData))]
    public void French_has_the_apostrophe_of_print_as_the_page_around_it(string id) =>
        $"{VisitorTexts.For(id, "fr").Title} {VisitorTexts.For(id, "fr").Body}".ShouldNotContain("'");

    [Theory]
    [InlineData("de-AT", "de")]
    [InlineData("DE", "de")]
    [InlineData("zh-Hans-CN", "zh")]
    [InlineData("pt", "en")]
    [InlineData("", "en")]
    [InlineData("*", "en")]
    public void Language_tag_is_cut_back_and_falls_back_to_English(string asked, string used) =>
        VisitorTexts.For(CauseIds.ConnectRefused, asked).ShouldBe(VisitorTexts.For(CauseIds.ConnectRefused, used));

    [Fact]
    public void Unknown_cause_is_refused() => Should.Throw<ArgumentException>(() => VisitorTexts.For("no-such-cause", "en"));

    /// <summary>A word with a boundary on both sides; Chinese has no boundaries between words.</summary>
    private static bool Contains(string text, string word) =>
        word[0] > '\u2E7F'
            ? text.Contains(word, StringComparison.Ordinal)
            : Regex.IsMatch(text, $@"(?<!\w){Regex.Escape(word)}(?!\w)", RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1));

    [GeneratedRegex("[.!?](?=[ ]|$)|[。！？]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SentenceEnds();

    [GeneratedRegex("[0-9]{3}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex StatusCode();

    [GeneratedRegex("site's|[Yy]our|the site itself", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Side();

    [GeneratedRegex("[^\u00A0][;:!?]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FrenchSpace();
}
