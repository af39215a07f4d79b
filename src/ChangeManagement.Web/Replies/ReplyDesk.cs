using System.Net.Mail;
using System.Text.RegularExpressions;
using ChangeManagement.Changes;
using ChangeManagement.Changes.Commands;
using ChangeManagement.Organisation;
using ChangeManagement.Policies;
using ChangeManagement.Register;
using ChangeManagement.Web.Api;
using ChangeManagement.Web.Identity;
using ChangeManagement.Web.Notifications;
using ChangeManagement.Web.Pages.Approvals;
using ChangeManagement.Web.Notifications.Messages;

namespace ChangeManagement.Web.Replies;

/// <summary>
/// Takes answers by mail (A4). The address that was written to is the secret of one person's approval; the sender must be that person by address
/// and by an aligned signature, and what they decide is the content that they were asked about.
/// </summary>
internal sealed partial class ReplyDesk(
    ApprovalLinks links, RulebookShelf rulebook, ChangeDesk desk, ChangeStreams streams, AnsweredReplies answered, ReplyHelp help,
    ReplySettings settings, TimeProvider time)
{
    private const int MostAttempts = 5;

    /// <summary>Takes a mail; the same one again does nothing again.</summary>
    public async Task<ReplyOutcome> Take(InboundMail mail, CancellationToken cancellation)
    {
        if (KeyOf(mail) is not { } key
            || await links.FindReply(key, cancellation) is not { } link
            || link.Expires <= time.GetUtcNow()
            || rulebook.Current.Directory.Find(link.PersonId) is not { } person)
        {
            return ReplyOutcome.Unknown;
        }

        if (!IsFrom(person, mail))
        {
            return ReplyOutcome.Forged;
        }

        if (AutomaticMail.Is(mail))
        {
            return ReplyOutcome.Automatic;
        }

        // Remembered only of mails that are the person's, so that a forged one cannot use up the id of a true one.
        var letter = new Letter(link, person, key, CauseOf(mail));
        if (!Dkim.Proves(mail.Dkim, mail.Headers, new MailAddress(person.Mail).Host))
        {
            await help.Explain(letter, HelpTopic.Unproven, "", cancellation);
            return ReplyOutcome.Unproven;
        }

        if (await answered.Knows(letter, cancellation))
        {
            return ReplyOutcome.Repeated;
        }

        var outcome = ReplyReader.Read(mail.Text, person.Name) switch
        {
            Reply.Automatic => ReplyOutcome.Automatic,
            Reply.Approve => await Decide(letter, approves: true, "", cancellation),
            Reply.Reject(var reason) => await Decide(letter, approves: false, reason, cancellation),
            _ => await Explain(letter, HelpTopic.Unclear, "", cancellation),
        };
        await answered.Remember(letter, cancellation);
        return outcome;
    }

    private async Task<ReplyOutcome> Decide(Letter letter, bool approves, string reason, CancellationToken cancellation)
    {
        var (link, actor) = (letter.Link, Actor.Person(letter.Person.Id));
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            if (await desk.Find(link.Number, cancellation) is not { } change)
            {
                return ReplyOutcome.Unknown;
            }

            var circumstances = await desk.CircumstancesOf(change, actor, time.GetUtcNow(), cancellation);
            switch (Standing.Of(change, link.Stage, link.Round, letter.Person.Id, circumstances))
            {
                case Standing.Open when circumstances.Policy.ApprovalPage.NeedsSignIn(change.Assessment.Risk.Level):
                    return await Explain(letter, HelpTopic.SignIn, "", cancellation);
                case Standing.Open open:
                    var command = new Approve(
                        approves, reason, [], Words.Gate(null), open.Seat.Role, await ContentAskedAbout(link, circumstances.Policy, cancellation));
                    // The version ties the answer to the stage that was just looked at; the key makes the same mail decide once.
                    var caller = new Caller(
                        actor, letter.Correlation,
                        Idempotency: new IdempotencyKey($"reply {letter.Cause}", Tokens.HashOf($"{approves} {reason}")),
                        ExpectedVersion: change.Version);
                    switch (await desk.Handle(link.Number, command, caller, time.GetUtcNow(), cancellation))
                    {
                        case Handled.Done { IsRepetition: false }: return ReplyOutcome.Recorded;
                        case Handled.Refused(var refusal, _): return await Explain(letter, HelpTopic.Refused, refusal.Message, cancellation);
                        case Handled.Stale: continue;
                        default: return ReplyOutcome.Repeated;
                    }

                case Standing.DecidedByMe { Answer: var mine } when mine.Approves == approves:
                    return ReplyOutcome.AlreadyAnswered;
                case var standing:
                    return await Explain(letter, HelpTopic.TooLate, ReplyHelp.WordsFor(standing, change), cancellation);
            }
        }

        throw new StoreUnavailableException("The change is being changed by many at once; the mail is tried again.");
    }

    private async Task<ReplyOutcome> Explain(Letter letter, HelpTopic topic, string detail, CancellationToken cancellation)
    {
        await help.Explain(letter, topic, detail, cancellation);
        return ReplyOutcome.Explained;
    }

    /// <summary>What the person was shown: the content as it was when their stage opened.</summary>
    private async Task<string?> ContentAskedAbout(ApprovalLink link, Policy policy, CancellationToken cancellation)
    {
        var opened = (await streams.History(link.Number, from: 1, cancellation))
            .LastOrDefault(stored => stored.Payload is not null && ChangeStreams.Read(stored) is ChangeEvent.StageOpened stage && stage.Stage == link.Stage);
        return opened is null ? null : (await streams.LoadAsOf(link.Number, opened.Seq, cancellation))?.ContentDigest(policy.Material);
    }

    /// <summary>
    /// The one key that the mail was delivered to and that it names as its addressee: an old mail of the approver's to somebody else, sent on
    /// to here, still carries its signature.
    /// </summary>
    private string? KeyOf(InboundMail mail) =>
        KeysIn(string.Join(' ', mail.EnvelopeTo)).Intersect(KeysIn(mail.To), StringComparer.Ordinal).ToList() is [var key] ? key : null;

    private IEnumerable<string> KeysIn(string addresses) =>
        from Match match in ReplyAddress().Matches(addresses)
        where match.Groups["domain"].Value.Equals(settings.Domain, StringComparison.OrdinalIgnoreCase)
        select match.Groups["key"].Value.ToLowerInvariant();

    /// <summary>A mail has one sender, and its headers and the form say the same of it.</summary>
    private static bool IsFrom(Person person, InboundMail mail) =>
        mail.Headers.All("From").ToList() is [var header] && IsAddressOf(person, header) && IsAddressOf(person, mail.From);

    private static bool IsAddressOf(Person person, string sender) =>
        MailAddress.TryCreate(sender, out var address) && address.Address.Equals(person.Mail, StringComparison.OrdinalIgnoreCase);

    /// <summary>The mail's own id; one without any is told by what it says.</summary>
    private static string CauseOf(InboundMail mail) => Tokens.HashOf(
        mail.Headers.First("Message-ID") is { Length: > 0 } id ? id : $"{mail.Headers.First("Date")}\n{mail.Subject}\n{mail.Text}");

    [GeneratedRegex(
        @"(?<![\w.+-])reply\+(?<key>[0-9a-f]{30})@(?<domain>[a-z0-9.-]+)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ReplyAddress();
}

/// <summary>A mail whose address and sender are known.</summary>
/// <param name="Key">The key of its reply address.</param>
/// <param name="Cause">The hash of its id.</param>
internal sealed record Letter(ApprovalLink Link, Person Person, string Key, string Cause)
{
    /// <summary>The id under which the register knows it.</summary>
    public string Correlation => $"reply-{Cause[..16]}";
}
