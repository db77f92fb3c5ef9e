namespace Goodgate.Gateway.Answers;

/// <summary>The built-in page's one style sheet, and the policy that allows it and nothing else.</summary>
internal static class PageStyle
{
    /// <summary>What stands between the style tags. Colours reach a contrast of 4.5 : 1 in both schemes (WCAG 2.2, 1.4.3).</summary>
    public static string Css { get; } = """
        :root{color-scheme:light dark;--bg:#f8f6f3;--card:#fff;--ink:#23211f;--soft:#6a645d;--line:#e4dfd8;--on:#cbc4ba;--mark:#b5420f;--wash:#fbeee6;--text:#fff}
        @media (prefers-color-scheme:dark){:root{--bg:#171614;--card:#201e1c;--ink:#f0ece7;--soft:#aaa39a;--line:#35322e;--on:#5b554e;--mark:#ff9d66;--wash:#3a2618;--text:#231307}}
        *{box-sizing:border-box;margin:0}
        body{min-height:100vh;min-height:100svh;display:grid;place-items:center;padding:clamp(1.5rem,5vw,3.5rem) clamp(1.25rem,5vw,3rem);background:var(--bg);color:var(--ink);font:1rem/1.6 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Helvetica Neue",Arial,"PingFang SC","Microsoft YaHei",sans-serif}
        main{width:100%;max-width:40rem}
        h1{font-size:clamp(1.7rem,5.5vw,2.25rem);line-height:1.15;letter-spacing:-.022em;font-weight:680;text-wrap:balance}
        .lead{margin-top:.8rem;font-size:1.0938rem;color:var(--soft);text-wrap:pretty}
        .way{margin:1.75rem 0;padding:1.6rem .75rem 1.2rem;background:var(--card);border:1px solid var(--line);border-radius:1.125rem}
        .way ol{display:flex;list-style:none;padding:0}
        .way li{flex:1;position:relative;text-align:center;padding:0 .25rem;font-size:.9375rem;line-height:1.3;font-weight:600;overflow-wrap:anywhere;hyphens:auto}
        .dot{position:relative;display:block;width:4rem;height:4rem;margin:0 auto .7rem;border-radius:50%;border:1.5px solid var(--on);padding:.95rem}
        .dot svg,.badge svg{display:block;width:100%;height:100%;fill:none;stroke:currentColor;stroke-width:1.6;stroke-linecap:round;stroke-linejoin:round}
        .badge{position:absolute;right:-.3rem;bottom:-.3rem;width:1.5rem;height:1.5rem;padding:.32rem;border-radius:50%;background:var(--soft);color:var(--card);box-shadow:0 0 0 3px var(--card)}
        .badge svg{stroke-width:3}
        li small{display:block;margin-top:.1rem;font-size:.875rem;font-weight:400;color:var(--soft)}
        .way li+li::before{content:"";position:absolute;top:2rem;left:calc(-50% + 2.75rem);right:calc(50% + 2.75rem);border-top:2px solid var(--on)}
        .off .dot{border-style:dashed;color:var(--soft)}
        .way li.off::before,.way li.cut::before{border-top-style:dashed}
        .bad .dot{border-color:var(--mark);background:var(--wash);color:var(--mark)}
        .bad small{color:var(--mark);font-weight:600}
        .bad .badge{background:var(--mark)}
        .bad .dot::after{content:"";position:absolute;inset:-1.5px;border-radius:50%;border:1.5px solid var(--mark);animation:ring 3s ease-out infinite}
        .way li.cut::before{border-color:var(--mark)}
        li.cut::after{content:"";position:absolute;top:2rem;left:0;width:.85rem;height:.85rem;margin:-.36rem 0 0 -.43rem;background:linear-gradient(45deg,transparent 43%,var(--mark) 43% 57%,transparent 57%),linear-gradient(-45deg,transparent 43%,var(--mark) 43% 57%,transparent 57%),var(--card);box-shadow:0 0 0 .3rem var(--card)}
        @keyframes ring{0%{transform:scale(1);opacity:.7}60%,100%{transform:scale(1.35);opacity:0}}
        @media (prefers-reduced-motion:reduce){.bad .dot::after{animation:none;opacity:0}}
        .side{margin:1.25rem 1rem 0;padding-top:1.05rem;border-top:1px solid var(--line);text-align:center;text-wrap:balance}
        h2{font-size:1.0625rem;font-weight:650}
        .try{margin-top:.5rem;padding-left:1.2rem}
        .try li{margin-top:.4rem;padding-left:.2rem;text-wrap:pretty}
        .try li::marker{color:var(--mark)}
        .go{display:flex;flex-wrap:wrap;align-items:center;gap:.75rem 1.25rem;margin-top:1.1rem}
        a{color:inherit;text-underline-offset:.2em}
        .btn{padding:.7rem 1.4rem;border-radius:.75rem;background:var(--mark);color:var(--text);font-weight:650;text-decoration:none}
        a:focus-visible{outline:3px solid var(--mark);outline-offset:3px;border-radius:.75rem}
        .wait{flex-basis:100%;color:var(--soft)}
        dl{display:grid;grid-template-columns:auto 1fr;gap:.2rem 1rem;margin-top:1.9rem;padding-top:1.15rem;border-top:1px solid var(--line);font-size:.875rem;color:var(--soft)}
        dd{color:var(--ink);overflow-wrap:anywhere}
        code{font:.8125rem/1.7 ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;-webkit-user-select:all;user-select:all}
        @media (max-width:26rem){.way{padding-inline:.25rem}.dot{width:3.5rem;height:3.5rem;padding:.85rem}.way li{font-size:.875rem}li small{font-size:.8125rem}.way li+li::before{top:1.75rem;left:calc(-50% + 2.3rem);right:calc(50% + 2.3rem)}li.cut::after{top:1.75rem}}
        """.ReplaceLineEndings("\n");

    // SHA-256 of the style above, Base64. Written down: to compute it, each gateway would load all of OpenSSL at its start. A test compares.
    private const string Hash = "GCuJVIMLV9GpgPWBeyVOELvMMYj/qkv4QZ2nG8OiWuM=";

    /// <summary>
    /// Content-Security-Policy of the page: the style above by its hash, an empty data: icon (which spares a request for
    /// /favicon.ico to a site that is failing), and nothing else. The site itself may show the page in a frame of its own.
    /// </summary>
    public static string Policy { get; } =
        $"default-src 'none'; style-src 'sha256-{Hash}'; "
        + "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";
}
