using Goodgate.Cli.Settings.Formats;
using Goodgate.Cli.Settings.Shapes;

namespace Goodgate.Cli.Settings.Table;

/// <summary>Keys of <c>listen</c> and of certificates wherever they stand.</summary>
internal static class ListenKeys
{
    public static readonly GroupShape Certificate = new(
    [
        new("cert", new TextShape(PlainFormats.File)) { Doc = "PEM file: the certificate, then its intermediates." },
        new("key", new TextShape(PlainFormats.File)) { Doc = "PEM file of the private key." },
        new("pfx", new TextShape(PlainFormats.File)) { Doc = "PKCS #12 file in place of `cert` and `key`." },
        new("password", new TextShape(PlainFormats.Password)) { Secret = true, Doc = "Password of the key or PFX file." },
        new("password_file", new TextShape(PlainFormats.File)) { Doc = "File that holds the password; a newline at its end is cut." },
    ])
    {
        Rules =
        [
            new(KeyRuleKind.ExactlyOne, "cert", "pfx"),
            new(KeyRuleKind.Together, "cert", "key"),
            new(KeyRuleKind.AtMostOne, "password", "password_file"),
        ],
    };

    public static readonly SettingsKey Listen = new("listen", new ListShape(new GroupShape(
    [
        new("url", new TextShape(AddressFormats.Listen))
        {
            Required = true,
            Doc = "Where to receive: `http://`, `https://`, `h2c://` (HTTP/2 without TLS) with HOST:PORT, or `unix:/path`. Without a port 80, for https 443.",
        },
        new("certificates", new ListShape(Certificate) { Fewest = 1 })
        {
            Doc = "Certificates for `https://`; the first also serves names that no certificate covers.",
        },
    ])
    {
        ShortKey = "url",
    })
    {
        Fewest = 1,
        Most = 64,
    })
    {
        Default = "http://127.0.0.1:8080",
        Origin = "loopback: nothing is public that nobody asked for; 8080 needs no rights",
        Doc = "Addresses to receive on: URLs, or maps where there is more to say.",
    };
}
