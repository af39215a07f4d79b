using System.Collections.Immutable;
using ChangeManagement.Calendars;
using ChangeManagement.Changes;
using ChangeManagement.Organisation;
using ChangeManagement.Policies;
using ChangeManagement.Web.Pages.Dossiers;
using ChangeManagement.Web.Pages.Shell;

namespace ChangeManagement.Web.Notifications.Messages;

/// <summary>What somebody needs to know of a change in order to judge it, in the reader's zone.</summary>
internal static class ChangeFacts
{
    private const string Start = "scheduled_start";
    private const string End = "scheduled_end";
    private const string Plan = "rollback_plan";
    private const string Description = "description";

    /// <summary>What is asked, by whom, the risk with its reasons, when it would be done, and how it would be undone.</summary>
    public static IEnumerable<MessageFact> Of(Change change, Circumstances circumstances, LocalClock clock)
    {
        if (change.Facts.Text(Description) is { Length: > 0 } description)
        {
            yield return new MessageFact(LabelOf(Description, circumstances.Policy), Shown.Text(description));
        }

        yield return new MessageFact("Requested by", $"{NoticesOfEvent.NameOf(change.Requester, circumstances)}, {clock.Words(change.SubmittedAt)}");
        yield return new MessageFact("Risk", Risk(change.Assessment.Risk, circumstances.Policy));
        if (change.Facts[Systems.Field] is { IsBlank: false } systems)
        {
            yield return new MessageFact(
                LabelOf(Systems.Field, circumstances.Policy), FactWords.Of(Systems.Field, systems, circumstances.Policy, circumstances.Systems, clock));
        }

        yield return new MessageFact("When it would be done", Window(change, circumstances.Policy, clock));
        if (change.Facts.Text(Plan) is { Length: > 0 } plan)
        {
            yield return new MessageFact(LabelOf(Plan, circumstances.Policy), Shown.Text(plan));
        }
        else if (circumstances.Policy.Fields.ContainsKey(Plan))
        {
            yield return new MessageFact(LabelOf(Plan, circumstances.Policy), "None is given.");
        }
    }

    /// <summary>What was amended since a round of approvals.</summary>
    public static ImmutableArray<MessageDifference> Since(EarlierRound round, Change change, Circumstances circumstances, LocalClock clock)
    {
        return
        [
            .. from field in circumstances.Policy.FieldOrder.Union(round.Facts.Values.Keys, StringComparer.Ordinal).Union(change.Facts.Values.Keys, StringComparer.Ordinal)
               let before = round.Facts[field]
               let after = change.Facts[field]
               where before != after
               select new MessageDifference(LabelOf(field, circumstances.Policy), Words(field, before), Words(field, after)),
        ];

        string Words(string field, FactValue? value) => value is null or { IsBlank: true }
            ? "(empty)"
            : FactWords.Of(field, value, circumstances.Policy, circumstances.Systems, clock);
    }

    private static string Risk(RiskAssessment risk, Policy policy)
    {
        var level = risk.Score is { } score ? $"{risk.Level} (score {score})" : $"{risk.Level}";
        var factors = risk.Factors.Select(factor =>
            $"• {LabelOf(factor.Name, policy)}: {Shown.Line(factor.Value)}{(factor.Score is { } points ? $" ({points})" : "")}"
            + $"{(factor.Meaning.Length > 0 ? $", {Shown.Line(factor.Meaning)}" : "")} [{factor.Source}]");
        var reasons = risk.Because.Select(reason => $"• {Shown.Line(reason.Rule)} [{reason.Source}]");
        return string.Join('\n', reasons.Concat(factors).Distinct(StringComparer.Ordinal).Prepend(level));
    }

    private static string Window(Change change, Policy policy, LocalClock clock) =>
        change.Facts.Instant(Start) is { } start
            ? clock.Words(start) + (change.Facts.Instant(End) is { } end ? $"\nto {clock.Words(end)}" : "")
        : change.Assessment.Windows.IsEmpty ? "At any time after the approval"
        : $"{string.Join("; ", change.Assessment.Windows.Select(rule => string.Join(", ", rule.Slots.Select(slot => Shown.Phrase(slot.ToString())))))} ({policy.Zone.Id})";

    private static string LabelOf(string field, Policy policy) =>
        Shown.Line(policy.Fields.GetValueOrDefault(field)?.Label ?? Shown.Phrase(field));
}
