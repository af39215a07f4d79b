using System.Text.RegularExpressions;

namespace ChangeManagement.Web.Replies;

/// <summary>The words of replies in English, German and French.</summary>
internal static partial class ReplyWords
{
    private const RegexOptions Words = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;
    private const int Limit = 1000;

    private const string It =
        "it|this|that|(the|this) (change|request)|es|das|dies|(die|diese|der|dieser) (änderung|aenderung)|den antrag|diesen antrag|(den|diesen) change"
        + "|(ce|le) changement|(cette|la) (demande|modification)|cela";

    private const string Approving =
        "(ok |okay |yes |ja |oui )?("
        + $"(i (hereby )?approve|approved?)( ({It}))?( by me| from my side)?"
        + $"|({It}) is approved|change approved|approval (granted|given)"
        + $"|(hiermit )?(ich )?(hiermit )?genehmige( ich)?( hiermit)?( ({It}))?|(hiermit )?(genehmigt|genehmigen|freigegeben|freigeben|zugestimmt|zustimmen)"
        + $"|({It}) (genehmigen|freigeben)|({It}) ist (genehmigt|freigegeben)|(freigabe|genehmigung|zustimmung) erteilt"
        + $"|(ich )?gebe( ich)?( ({It}))?( hiermit)? frei|(ich )?stimme( ich)?( ({It}))?( hiermit)? zu"
        + $"|j'approuve( ({It}))?|(c'est )?approuvée?|approuver|({It}) est approuvée?|approbation (accordée|donnée)|je donne mon (accord|approbation)"
        + ")";

    private const string Rejecting =
        $"((i )?(hereby )?(reject|decline)( ({It}))?|rejected|declined|rejection"
        + $"|(ich )?lehne( ich)?( ({It}))?( hiermit| leider)? ab|ablehnen|(leider |wird )?abgelehnt|ablehnung"
        + $"|je (rejette|refuse)( ({It}))?|rejeter|rejetée?|refuser|refusée?|refus)";

    private const string Greeting =
        "((hi|hello|hey|dear|hallo|moin|servus|liebe[rs]?|guten (tag|morgen|abend)|good (morning|afternoon|evening|day)|bonjour|bonsoir|salut|chère?s?)"
        + @"( [\p{L}.'-]+){0,3})";

    /// <summary>A phrase that approves, as a whole.</summary>
    [GeneratedRegex($"^({Approving})$", Words, Limit)]
    public static partial Regex Approval();

    /// <summary>A rejection at the beginning, with what follows it.</summary>
    [GeneratedRegex(
        $@"^({Greeting}\s*[,.!:\n-]\s*)?((no|nein|non|sorry|leider|désolée?)[\s,.!:;-]+)*\**{Rejecting}\**"
        + @"(\s*[,.:;–—-]?\s*(?<because>(because( of)?|since|as|due to|weil|da|denn|wegen|aufgrund|car|puisque|en raison (de|du|des)|à cause (de|du|des)"
        + @"|parce que)\s|parce qu'|(reason|grund|begründung|motif|raison)\s*:)|\s*[,.:;!\n–—-]+)\s*(?<reason>.+)$",
        Words | RegexOptions.Singleline, Limit)]
    public static partial Regex Rejection();

    /// <summary>A phrase that says nothing either way.</summary>
    [GeneratedRegex(
        $"^({Greeting}|ok|okay|yes|yep|yeah|sure|fine( (by|with) me)?|great|perfect|lgtm|looks (good|fine)( to me)?|all good|go ahead|good luck|ja|jawohl|passt"
        + "|sieht gut aus|in ordnung|alles gut|gut|einverstanden|viel erfolg|oui|d'accord|parfait|très bien|ça me va|bien"
        + "|(many )?thanks( a lot| (very|so) much)?|thank you( (very|so) much)?|thx|(vielen |herzlichen )?dank|danke( (schön|dir|ihnen))?|merci( (beaucoup|bien))?"
        + "|(kind |best |warm )?(regards|wishes)|best|cheers|sincerely|(viele|beste|liebe|freundliche|schöne) grüße|(mit )?(freundlichen|besten|vielen) grüßen"
        + "|gruß|mfg|lg|vg|(bien )?cordialement|bonne journée|salutations)$",
        Words, Limit)]
    public static partial Regex Pleasantry();

    /// <summary>Words that make an approval something less than one, wherever they stand.</summary>
    [GeneratedRegex(
        @"\b(not|no|never|cannot|can't|don't|won't|but|however|only|unless|until|if|once|provided|wait|hold|maybe|perhaps|almost|should|would|could|nearly"
        + "|nicht|nein|kein|keine|nie|aber|jedoch|nur|erst|außer|falls|wenn|sobald|warte|warten|vielleicht|sollte|würde|könnte"
        + @"|ne|non|pas|jamais|mais|sauf|seulement|si|sinon|attends|attendez|peut-être)\b|\bn'",
        Words, Limit)]
    public static partial Regex Doubt();

    /// <summary>How a second thought begins.</summary>
    [GeneratedRegex(@"^\W*(but|or|unless|if|only|maybe|perhaps|aber|oder|falls|wenn|nur|vielleicht|mais|ou|si|sauf|peut-être)\b", Words, Limit)]
    public static partial Regex SecondThought();

    /// <summary>Any word of approving.</summary>
    [GeneratedRegex(@"\b(approv\w*|genehmig\w*|freigegeben|freigabe|gebe \w* ?frei|zugestimmt|approuv\w*)\b", Words, Limit)]
    public static partial Regex OfApproving();

    /// <summary>What answering machines say of themselves.</summary>
    [GeneratedRegex(
        @"\b(out of (the )?office|automatic reply|auto-?reply|on (annual |parental )?leave until|nicht im (büro|haus)|abwesenheits\w*|bin .{0,60}\b(abwesend|im urlaub)"
        + @"|automatische antwort|absente? du bureau|réponse automatique|en congés?)\b",
        Words, Limit)]
    public static partial Regex OutOfOffice();

    /// <summary>Signs that people put beside an approval.</summary>
    [GeneratedRegex("(👍|✅|✔|🙂|😊)(\uD83C[\uDFFB-\uDFFF])?\uFE0F?", Words, Limit)]
    public static partial Regex Cheer();

    /// <summary>Any blank space.</summary>
    [GeneratedRegex(@"\s+", RegexOptions.CultureInvariant, Limit)]
    public static partial Regex Blanks();
}
