using System.Collections.Immutable;
using System.Globalization;
using ChangeManagement.Calendars;
using ChangeManagement.Changes;
using ChangeManagement.Organisation;
using ChangeManagement.Register;
using ChangeManagement.Web.Pages.Shell;

namespace ChangeManagement.Web.Notifications.Messages;

/// <summary>
/// Writes the message that one person gets of a notice. Pure. Whatever others wrote is text in it and cannot mislead: no control characters, no
/// marks that turn the direction of writing, no line ends in the subject.
/// </summary>
public static class ChangeMessages
{
    /// <summary>The most characters of a subject.</summary>
    public const int LongestSubject = 180;

    /// <summary>The message.</summary>
    /// <param name="cause">The event that the notice is of.</param>
    /// <param name="secrets">Of the person's link to the stage that the notice names; null: the message leads to pages that ask to sign in.</param>
    public static Message Of(Notice notice, Person person, Change change, Circumstances circumstances, StoredEvent cause, ApprovalSecrets? secrets)
    {
        var clock = LocalClock.Of(person);
        var (link, rules, risk) = (notice.Stage is null ? null : secrets, circumstances.Policy.ApprovalPage, change.Assessment.Risk.Level);
        var needsSignIn = notice.Stage is not null && rules.NeedsSignIn(risk);
        return new Message
        {
            Key = string.Create(CultureInfo.InvariantCulture, $"{change.Number}-{cause.Seq}-{person.Id}"),
            Kind = notice.Kind,
            To = person,
            Change = change.Number,
            Subject = Shortened.Line($"{notice.What}: {change.Number} {change.Title}", LongestSubject),
            Headline = clock.Localize(Shown.Line(notice.Headline)),
            Because = notice.Because is { } because ? clock.Localize(Shown.Line(because)) : null,
            Paragraphs = [.. Paragraphs(notice, needsSignIn).Select(text => clock.Localize(Shown.Text(text)))],
            Items = [.. notice.Tasks.Select(task => new MessageItem(clock.Localize(Shown.Line(task)), "", Path: null))],
            Differences = Differences(notice.Kind, person, change, circumstances, clock),
            Deadline = notice.Due is { } due ? new MessageFact(LabelOf(notice), clock.Words(due)) : null,
            Facts = AsksToJudge(notice.Kind) ? [.. ChangeFacts.Of(change, circumstances, clock)] : [],
            Action = ActionOf(notice, change, link),
            Code = !needsSignIn && rules.NeedsCode(risk) ? link?.Code : null,
            ReplyKey = needsSignIn ? null : link?.ReplyKey,
            At = cause.At,
        };
    }

    /// <summary>Kinds whose reader judges the change, and so needs to see what it is.</summary>
    private static bool AsksToJudge(MessageKind kind) => kind is MessageKind.Request or MessageKind.Reminder or MessageKind.Escalation
        or MessageKind.Delegated or MessageKind.Question or MessageKind.Emergency or MessageKind.Rollback;

    private static IEnumerable<string> Paragraphs(Notice notice, bool needsSignIn)
    {
        if (notice.Text.Length > 0)
        {
            yield return notice.Text;
        }

        if (needsSignIn)
        {
            yield return "At this risk the policy asks you to sign in before you decide.";
        }

        if (!notice.Tasks.IsEmpty)
        {
            yield return "Yours to do:";
        }
    }

    private static string LabelOf(Notice notice) => notice switch
    {
        { Stage: not null } => "Please answer until",
        { Kind: MessageKind.Rollback } => "Decide until",
        { Kind: MessageKind.DutyOverdue } => "Was due",
        _ => "Due",
    };

    /// <summary>Since the person was asked for the last time, or was last going to be.</summary>
    private static ImmutableArray<MessageDifference> Differences(
        MessageKind kind, Person person, Change change, Circumstances circumstances, LocalClock clock)
    {
        var seen = kind is MessageKind.Superseded ? change.EarlierRounds.LastOrDefault()
            : AsksToJudge(kind) ? change.EarlierRounds.LastOrDefault(round => ApprovalNotices.AskedIn(round, change, circumstances).Contains(person.Id, StringComparer.Ordinal))
            : null;
        return seen is null ? [] : ChangeFacts.Since(seen, change, circumstances, clock);
    }

    private static MessageAction ActionOf(Notice notice, Change change, ApprovalSecrets? link) =>
        notice.Stage is null ? new MessageAction("Open the change", $"/changes/{change.Number}")
        : new MessageAction("Review", link?.Path ?? $"/changes/{change.Number}/approval");
}
