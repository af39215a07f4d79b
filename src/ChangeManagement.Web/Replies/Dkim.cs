using System.Text.RegularExpressions;

namespace ChangeManagement.Web.Replies;

/// <summary>
/// Whether the domain of a sender signed a mail. SendGrid checks the signatures; its own signature on the hook says nothing of the sender.
/// </summary>
public static partial class Dkim
{
    /// <summary>True if a signature passed that is aligned with the domain: its own, or that of a domain above it.</summary>
    /// <param name="results">The field <c>dkim</c>: <c>{@example.com : pass}</c>, several with commas, or <c>none</c>. It is no JSON.</param>
    /// <param name="headers">The headers of the mail.</param>
    /// <param name="domain">The domain of the sender's address.</param>
    public static bool Proves(string results, MailHeaders headers, string domain) =>
        Results().Match(results) is { Success: true } all
        && all.Groups["signer"].Captures.Zip(all.Groups["result"].Captures)
            .Any(each => each.Second.Value.Equals("pass", StringComparison.OrdinalIgnoreCase) && IsAligned(each.First.Value, domain))
        && headers.All("DKIM-Signature").All(IsPlain);

    private static bool IsAligned(string signer, string domain) =>
        domain.Equals(signer, StringComparison.OrdinalIgnoreCase)
        || (signer.Contains('.') && domain.EndsWith($".{signer}", StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// Whoever signs chooses the name in the signature, which ends up among the results as it is: one that is no name could bring results of
    /// its own. A signature over a part of the text (l=) leaves the rest to anybody.
    /// </summary>
    private static bool IsPlain(string signature)
    {
        var tags = signature.Split(';').Select(tag => tag.Split('=', 2)).Where(tag => tag.Length == 2).ToLookup(tag => tag[0].Trim(), tag => tag[1].Trim(), StringComparer.Ordinal);
        return tags["d"].All(name => Name().IsMatch(name)) && !tags["l"].Any();
    }

    [GeneratedRegex(
        @"^\s*\{\s*(@(?<signer>[a-z0-9._-]+)\s*:\s*(?<result>[a-z]+)(\s*\([^(){}@]*\))?\s*(,\s*(?=@)|(?=\})))+\}\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Results();

    [GeneratedRegex("^[a-z0-9._-]+$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
