using System.Diagnostics;

namespace ChangeManagement.Web.Notifications.Rendering;

/// <summary>The looks of a mail: what its elements carry with them, and a sheet that turns them dark.</summary>
internal static class MailStyles
{
    private const string Wraps = "overflow-wrap:anywhere;word-break:break-word;";

    public const string Body =
        "margin:0;padding:0;background:#f6f7f9;color:#1c2430;font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;"
        + "font-size:16px;line-height:1.5;-webkit-text-size-adjust:100%;";

    public const string Preheader = "display:none;max-height:0;max-width:0;overflow:hidden;opacity:0;";
    public const string Card = "max-width:600px;background:#ffffff;border:1px solid #d5dae2;border-radius:8px;text-align:left;";
    public const string Heading = "margin:0 0 12px;font-size:20px;line-height:1.3;font-weight:700;" + Wraps;
    public const string Title = "margin:0 0 4px;font-size:16px;line-height:1.3;font-weight:700;";
    public const string Text = "margin:0 0 12px;white-space:pre-wrap;" + Wraps;
    public const string Soft = "margin:0 0 12px;color:#566173;font-size:14px;" + Wraps;
    public const string List = "margin:0 0 12px;padding:0 0 0 20px;";
    public const string Item = "margin:0 0 8px;" + Wraps;
    public const string Detail = "color:#566173;font-size:14px;white-space:pre-wrap;" + Wraps;
    public const string Link = "color:#1d4fa8;font-weight:600;";
    public const string ButtonCell = "background:#1d4fa8;border-radius:8px;";

    public const string Button =
        "display:inline-block;padding:14px 32px;background:#1d4fa8;color:#ffffff;border-radius:8px;font-weight:700;font-size:16px;line-height:20px;text-decoration:none;";

    public const string Code =
        "display:inline-block;margin-left:8px;padding:4px 12px;background:#e8ebf0;color:#1c2430;border-radius:6px;"
        + "font-family:Consolas,Menlo,'Courier New',monospace;font-size:20px;letter-spacing:3px;";

    public const string Section = "padding:16px 20px 8px;border-top:1px solid #d5dae2;";
    public const string Label = "margin:12px 0 0;color:#566173;font-size:14px;";
    public const string Value = "margin:0 0 4px;white-space:pre-wrap;" + Wraps;
    public const string Before = "background:#fbdedb;color:#8c1d18;";
    public const string After = "background:#d8f0de;color:#14532b;text-decoration:none;";
    public const string Footer = "max-width:600px;margin:12px auto 0;color:#566173;font-size:13px;" + Wraps;

    /// <summary>Colours of programs that show mails dark; those that invert by themselves leave these alone.</summary>
    public const string Sheet =
        """
        :root { color-scheme: light dark; supported-color-schemes: light dark; }
        @media (prefers-color-scheme: dark) {
          .paper { background: #12161c !important; color: #e6eaf0 !important; }
          .card { background: #1b212a !important; border-color: #323b48 !important; color: #e6eaf0 !important; }
          .line { border-color: #323b48 !important; }
          .soft { color: #a3aebd !important; }
          .link { color: #8db4f5 !important; }
          .button { background: #8db4f5 !important; color: #0d1b33 !important; }
          .code { background: #2b3340 !important; color: #e6eaf0 !important; }
          .before { background: #55201c !important; color: #ffcfca !important; }
          .after { background: #173d25 !important; color: #b7ebc6 !important; }
          .calm { background: #2b3340 !important; color: #c9d1dc !important; }
          .asking { background: #1b355e !important; color: #c5dbff !important; }
          .pressing { background: #4a3509 !important; color: #ffdf9e !important; }
          .grave { background: #55201c !important; color: #ffcfca !important; }
        }
        """;

    /// <summary>The line on top, which shows at a glance how urgent it is.</summary>
    public static string Strip(string tone) =>
        $"padding:8px 20px;border-radius:8px 8px 0 0;font-size:14px;font-weight:600;{Colours(tone)}";

    private static string Colours(string tone) => tone switch
    {
        MessageTones.Calm => "background:#e8ebf0;color:#3b4554;",
        MessageTones.Asking => "background:#dce8fc;color:#17407f;",
        MessageTones.Pressing => "background:#fdecc8;color:#6b4300;",
        MessageTones.Grave => "background:#fbdedb;color:#8c1d18;",
        _ => throw new UnreachableException(),
    };
}
