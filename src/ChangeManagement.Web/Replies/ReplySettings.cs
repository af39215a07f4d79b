using ChangeManagement.Web.Hooks;
using Microsoft.Extensions.Configuration;

namespace ChangeManagement.Web.Replies;

/// <summary>What answers by mail need.</summary>
/// <param name="Domain"><c>Site:ReplyDomain</c>: the domain whose mail SendGrid's Inbound Parse posts here; null: answers by mail are not taken.</param>
/// <param name="PublicKey"><c>SendGrid:InboundKey</c>: the public key with which Inbound Parse signs what it posts.</param>
public sealed record ReplySettings(string? Domain, string PublicKey)
{
    private const string DomainName = "Site:ReplyDomain";
    private const string KeyName = "SendGrid:InboundKey";

    /// <summary>Reads them.</summary>
    public static ReplySettings Read(IConfiguration settings) => new(
        string.IsNullOrWhiteSpace(settings[DomainName]) ? null : settings[DomainName], settings[KeyName] ?? "");

    /// <summary>What is wrong with them, and what to do; null: nothing.</summary>
    public static string? ProblemOf(IConfiguration settings) => Read(settings) switch
    {
        { Domain: { } domain } when Uri.CheckHostName(domain) is not UriHostNameType.Dns =>
            $"{DomainName} is '{domain}', which is no domain; name the one whose mail Inbound Parse takes, for example reply.example.com.",
        { Domain: not null, PublicKey: "" } =>
            $"{KeyName} is not set. Attach a security policy with a signature to Inbound Parse and give its public key here, or remove {DomainName}: "
            + "without a signature anybody could post answers.",
        { PublicKey: { Length: > 0 } key } when !SignedHook.IsKey(key) =>
            $"{KeyName} is no public key; copy the base64 text that SendGrid shows for the security policy of Inbound Parse.",
        _ => null,
    };
}
