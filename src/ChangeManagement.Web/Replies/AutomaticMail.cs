using System.Text.RegularExpressions;

namespace ChangeManagement.Web.Replies;

/// <summary>Tells mails of machines, which are neither read nor answered: an answer to an answering machine never ends.</summary>
internal static partial class AutomaticMail
{
    private static readonly string[] Marks = ["X-Autoreply", "X-Autorespond", "X-Auto-Response", "List-Id", "X-Failed-Recipients"];
    private static readonly string[] Precedences = ["bulk", "junk", "list", "auto_reply"];

    /// <summary>True for automatic replies, bounces, receipts and lists.</summary>
    public static bool Is(InboundMail mail) =>
        mail.Headers.All("Auto-Submitted").Any(value => !value.StartsWith("no", StringComparison.OrdinalIgnoreCase))
        || mail.Headers.All("Precedence").Any(value => Precedences.Contains(value, StringComparer.OrdinalIgnoreCase))
        || Marks.Any(mark => mail.Headers.All(mark).Any())
        || mail.Headers.First("Content-Type").StartsWith("multipart/report", StringComparison.OrdinalIgnoreCase)
        || mail.EnvelopeFrom.Trim(' ', '<', '>').Length == 0
        || OfAMachine().IsMatch(mail.Subject);

    [GeneratedRegex(
        "^(auto(matic|mated)? ?(reply|response)|out of (the )?office|auto|undeliver(able|ed)|delivery status notification|mail delivery failed|read|not read|accepted|declined"
        + "|automatische antwort|abwesenheits(notiz|nachricht)|abwesend|unzustellbar|gelesen|réponse automatique|absence du bureau|non remis|lu) ?:"
        + "|^(automatic reply|out of office|abwesenheitsnotiz|automatische antwort|réponse automatique)\\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OfAMachine();
}
