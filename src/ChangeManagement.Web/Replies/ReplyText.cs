using System.Text.RegularExpressions;

namespace ChangeManagement.Web.Replies;

/// <summary>
/// Finds what a person wrote in a mail: what stands above the quote, without the signature. Knows how Outlook, Gmail, Apple Mail, Thunderbird and
/// phones set them off, in English, German and French. What it does not know stays, and so can never turn into an approval.
/// </summary>
internal static partial class ReplyText
{
    private const RegexOptions Words = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;
    private const int Limit = 1000;
    private const int LinesOfAnAttribution = 4;
    private const int LinesOfAHeader = 5;
    private const int LongestAttribution = 500;

    private const string Closing =
        "(many )?thanks( (and|&) .{1,30})?|thank you|thx|((with )?(kind|best|warm|kindest) )?(regards|wishes)|best|all the best|cheers|sincerely( yours)?|yours( sincerely)?"
        + "|(vielen |besten |herzlichen )?dank|danke|((viele|beste|liebe|freundliche|schöne|herzliche) )grüße( aus .{1,30})?|(mit )?((freundlichen|besten|vielen|lieben) )grüßen"
        + "|mit freundlichen gruessen|viele gruesse|gruß|mfg|lg|vg|bg|(bien )?cordialement|bien à (vous|toi)|bonne journée|(meilleures |sincères )?salutations|merci( d'avance)?";

    /// <summary>What the person wrote.</summary>
    public static string Written(string text, string name)
    {
        var lines = Plain(text).Split('\n').Select(line => line.TrimEnd()).ToArray();
        var above = lines[..QuoteIn(lines)];
        return string.Join('\n', above[..SignatureIn(above, name)]).Trim();
    }

    /// <summary>Without what nobody sees.</summary>
    private static string Plain(string text) =>
        Unseen().Replace(text.ReplaceLineEndings("\n"), "").Replace('\u00A0', ' ').Replace('\u202F', ' ');

    private static int QuoteIn(string[] lines)
    {
        for (var at = 0; at < lines.Length; at++)
        {
            if (lines[at].TrimStart().StartsWith('>') || Divider().IsMatch(lines[at]) || IsHeader(lines, at) || IsAttribution(lines, at))
            {
                return at;
            }
        }

        return lines.Length;
    }

    /// <summary>The lines about the quoted mail, as Outlook puts them above it: who, and one more of when, to whom and about what.</summary>
    private static bool IsHeader(string[] lines, int at) =>
        Header().IsMatch(lines[at])
        && lines.Skip(at).Take(LinesOfAHeader).Where(line => Header().IsMatch(line)).ToList() is { Count: > 1 } headers
        && headers.Exists(Sender().IsMatch);

    /// <summary>"On …, … wrote:", which long addresses spread over several lines.</summary>
    private static bool IsAttribution(string[] lines, int at)
    {
        var joined = "";
        foreach (var line in lines.Skip(at).Take(LinesOfAnAttribution).TakeWhile(line => line.Length > 0))
        {
            joined = joined.Length == 0 ? line.Trim() : $"{joined} {line.Trim()}";
            if (joined.Length > LongestAttribution)
            {
                return false;
            }

            if (joined.EndsWith(':') && joined.Any(char.IsDigit) && Attribution().IsMatch(joined))
            {
                return true;
            }
        }

        return false;
    }

    private static int SignatureIn(string[] lines, string name)
    {
        for (var at = 0; at < lines.Length; at++)
        {
            if (lines[at] is "--" or "-- ")
            {
                return at;
            }

            if (at > 0 && BeginsSignature(lines[at].Trim(), name) && lines.Skip(at + 1).TakeWhile(line => !Disclaimer().IsMatch(line)).All(IsOfSignature))
            {
                return at;
            }
        }

        return lines.Length;
    }

    private static bool BeginsSignature(string line, string name) =>
        Device().IsMatch(line)
        || Disclaimer().IsMatch(line)
        || IsName(line, name)
        || (SignedOff().Match(line) is { Success: true } closing && closing.Groups["name"].Value.Trim() is var rest && (rest.Length == 0 || IsName(rest, name)));

    private static bool IsName(string line, string name)
    {
        var bare = line.Trim(' ', '*', '_', ',', '.', '-', '–', '/');
        return bare.Equals(name, StringComparison.OrdinalIgnoreCase)
            || bare.Equals(name.Split(' ')[0], StringComparison.OrdinalIgnoreCase)
            || bare.StartsWith($"{name},", StringComparison.OrdinalIgnoreCase)
            || bare.StartsWith($"{name} |", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>True of names, titles, numbers and addresses; a sentence below the name may take back what stands above.</summary>
    private static bool IsOfSignature(string line) =>
        line.Trim() is var trimmed
        && (trimmed.Length == 0 || Device().IsMatch(trimmed)
            || (trimmed.Length <= 80 && !ReplyWords.Doubt().IsMatch(trimmed) && !Sentence().IsMatch(trimmed)));

    [GeneratedRegex("[\u00AD\u200B\u2060\uFEFF]", RegexOptions.CultureInvariant, Limit)]
    private static partial Regex Unseen();

    [GeneratedRegex(
        @"^\s*([-_=*]{8,}|[-_*]{2,}\s*(original (message|appointment)|ursprüngliche (nachricht|e-?mail)|originalnachricht|original-nachricht|message d'origine|message original"
        + @"|(forwarded|weitergeleitete|transféré)\s+(message|nachricht)|message (transféré|initial)|reply above this line|antwort über dieser zeile).{0,80})\s*$"
        + @"|^\s*(begin forwarded message|anfang der weitergeleiteten nachricht|début du message (réexpédié|transféré))\s*:",
        Words, Limit)]
    private static partial Regex Divider();

    [GeneratedRegex(
        @"^[\s*_]*(from|sent|date|to|cc|subject|von|gesendet( am)?|datum|an|betreff|de|expéditeur|envoyé( le)?|date d'envoi|à|destinataire|objet)[*_]*\s?:[*_]*\s*\S",
        Words, Limit)]
    private static partial Regex Header();

    [GeneratedRegex(@"^[\s*_]*(from|von|de|expéditeur)[*_]*\s?:", Words, Limit)]
    private static partial Regex Sender();

    [GeneratedRegex(
        @"^(on\b.+\bwrote|am\b.+\bschrieb\b.*|le\b.+\ba écrit|.{1,250}\bschrieb am\b.+|.{1,250}\ba écrit le\b.+|.{1,250}<[^<>]+@[^<>]+>.{0,80}\b(wrote|schrieb|a écrit))\s*:$",
        Words, Limit)]
    private static partial Regex Attribution();

    [GeneratedRegex($@"^(?:{Closing})\s*[,.!]?(?<name>[^.!?]{{0,60}})$", Words, Limit)]
    private static partial Regex SignedOff();

    [GeneratedRegex(
        @"^\W*(sent (from|via|with|by) .{1,60}|get outlook for .{1,60}|gesendet (von|mit|über) .{1,60}|von meinem .{1,60} gesendet|von .{0,60}outlook.{0,40} gesendet"
        + @"|holen sie sich outlook .{1,60}|outlook für .{1,60}|diese nachricht wurde von .{1,80} gesendet|envoyé (de|depuis|à partir|avec) .{1,60}"
        + @"|télécharge[rz] outlook .{1,60}|(obtenir|obtenez) outlook .{1,60}|provenance\s*:.{1,60})\W*$",
        Words, Limit)]
    private static partial Regex Device();

    [GeneratedRegex(
        @"^\W*(this (e-?mail|message|communication)\b|the information (contained )?in this|confidentiality|disclaimer|diese (e-?mail|nachricht) (enthält|ist|kann|und)"
        + @"|der inhalt dieser|ce (message|courriel|mail|courrier)\b|think before you print|please consider the environment)",
        Words, Limit)]
    private static partial Regex Disclaimer();

    [GeneratedRegex(@"^\s*p\.?\s?s\b|[?!]|\b(please|bitte|s'il|after|before|nach|vor|après|avant|reject\w*|ablehn\w*|i|ich|je|we|wir|nous)\b", Words, Limit)]
    private static partial Regex Sentence();
}
