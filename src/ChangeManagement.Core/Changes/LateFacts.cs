using System.Collections.Immutable;
using ChangeManagement.Policies;
using ChangeManagement.Policies.Effects;

namespace ChangeManagement.Changes;

/// <summary>
/// Facts that arrive after the assessment and void nothing. They are judged like any others: what the policy asks because of them and did not
/// ask before is added, and what should have been there before the work is owed after it. Nothing is ever asked less.
/// </summary>
internal static class LateFacts
{
    /// <summary>The facts with what follows from them, or why they cannot be said.</summary>
    public static Decision Say(Change change, Facts said, Circumstances circumstances)
    {
        var (before, after) = (Assess(change, change.Facts, circumstances), Assess(change, change.Facts.With(said), circumstances));
        if (after.Refusals.Concat(after.Rejections).FirstOrDefault() is { } objection)
        {
            return new Refusal.AgainstPolicy(objection);
        }

        var amended = new ChangeEvent.Amended(said, Assessment: null, NewKind: false);
        var filled = ChangeFold.Apply(change, change.Number, amended, circumstances.Actor, circumstances.Now);
        if (change.State.IsBeforeWork && before.OutOfScope is null && after.OutOfScope is { } exclusion)
        {
            return Decision.Accept(amended, new ChangeEvent.RecordedOutOfScope(exclusion.Message));
        }

        var more = More(filled, before, after, circumstances);
        var asked = more is null ? filled : ChangeFold.Apply(filled, change.Number, more, circumstances.Actor, circumstances.Now);
        var stages = more is null ? [] : more.Stages.Where(stage => Seats(change, stage.Name).Length < stage.Seats.Length);
        return Acceptance.Refuse(asked, stages, circumstances) is { } refusal ? refusal
            : more is null ? Decision.Accept(amended)
            : Decision.Accept(amended, more);
    }

    /// <summary>Judged as of the first assessment: only the facts are new, not the hour.</summary>
    private static Assessment Assess(Change change, Facts facts, Circumstances circumstances) => Assessor.Assess(
        circumstances.Policy,
        facts,
        new AssessmentInputs(change.AssessedAt, circumstances.Systems, circumstances.SuspendedTypes, change.Assessment.RequestedClass, change.SubmittedAt));

    private static ChangeEvent.MoreAsked? More(Change change, Assessment before, Assessment after, Circumstances circumstances)
    {
        var requirements = Requirements(change, before, after);
        var stages = Stages(change, before, after, circumstances.Policy);
        var risk = after.Risk.Level > change.Assessment.Risk.Level ? after.Risk : change.Assessment.Risk;
        var monitoring = after.Monitoring > change.Assessment.Monitoring ? after.Monitoring : change.Assessment.Monitoring;
        return requirements.IsEmpty && stages.IsEmpty && risk == change.Assessment.Risk && monitoring == change.Assessment.Monitoring
            ? null
            : new ChangeEvent.MoreAsked(
                risk, monitoring, requirements, stages, Duties.Late(change, requirements, circumstances.Policy, circumstances.Now));
    }

    private static ImmutableArray<Requirement> Requirements(Change change, Assessment before, Assessment after)
    {
        var known = before.Requirements.ToDictionary(RequirementKey.Of);
        var mine = change.Requirements.ToDictionary(RequirementKey.Of);
        return
        [
            .. from asked in after.Requirements
               where IsMore(asked, known.GetValueOrDefault(RequirementKey.Of(asked))) && MakesSense(asked, change)
               let owed = Owed(asked, change)
               let own = mine.GetValueOrDefault(RequirementKey.Of(asked))
               let merged = own?.OrStricter(owed) ?? owed
               where IsMore(merged, own)
               select merged,
        ];
    }

    private static bool IsMore(Requirement asked, Requirement? known)
    {
        if (known is null)
        {
            return true;
        }

        var stricter = known.OrStricter(asked);
        return stricter.Parts.Length > known.Parts.Length || stricter with { Parts = known.Parts, Because = known.Because } != known;
    }

    /// <summary>What failed or was undone is not verified.</summary>
    private static bool MakesSense(Requirement asked, Change change) =>
        asked.Kind is not RequirementKind.Verification || change.State is not (ChangeState.Failed or ChangeState.RollingBack or ChangeState.RolledBack);

    /// <summary>What cannot be there in time any more is owed at the next gate; a field is not, for it can be said at once.</summary>
    private static Requirement Owed(Requirement asked, Change change)
    {
        var next = change.State.IsBeforeWork ? Gate.Submit : change.State is ChangeState.Implementing ? Gate.Complete : Gate.Close;
        return asked.Before < next && (asked.Kind is not RequirementKind.Field || asked.Before is Gate.Complete) ? asked with { Before = next } : asked;
    }

    private static ImmutableArray<ApprovalStage> Stages(Change change, Assessment before, Assessment after, Policy policy)
    {
        var more = after.Stages.Select(stage => Stage(stage, change, before)).OfType<ApprovalStage>().ToDictionary(stage => stage.Name, StringComparer.Ordinal);
        return more.Count == 0
            ? []
            :
            [
                .. policy.Stages.Select(stage => more.GetValueOrDefault(stage.Name)
                    ?? change.Stages.FirstOrDefault(progress => progress.Definition.Name == stage.Name)?.Definition).OfType<ApprovalStage>(),
            ];
    }

    /// <summary>The stage with the seats that are new; null: it has none.</summary>
    private static ApprovalStage? Stage(ApprovalStage asked, Change change, Assessment before)
    {
        var mine = Seats(change, asked.Name);
        var known = before.Stages.FirstOrDefault(stage => stage.Name == asked.Name)?.Seats ?? [];
        var added = asked.Seats.GroupBy(Roles, StringComparer.Ordinal)
            .SelectMany(seats => seats.Skip(Math.Max(known.Count(seat => Roles(seat) == seats.Key), mine.Count(seat => Roles(seat) == seats.Key))))
            .ToList();
        if (added.Count == 0)
        {
            return null;
        }

        // The seats that were asked keep their names, because their answers carry them.
        var all = added.Aggregate(mine, (seats, seat) => seats.Add(seat with { Number = seats.Count(other => other.Roles[0] == seat.Roles[0]) + 1 }));
        var own = change.Stages.FirstOrDefault(progress => progress.Definition.Name == asked.Name)?.Definition ?? asked;
        return own with
        {
            Seats = all,
            Quorum = own.Quorum is { } quorum && asked.Quorum is { } other ? Math.Max(quorum, other) : null,
            DecidedBy = asked.DecidedBy ?? own.DecidedBy,
            Because = [.. own.Because.Union(asked.Because)],
            Before = change.State.IsBeforeWork ? asked.Before : Gate.Close,
        };
    }

    private static ImmutableArray<Seat> Seats(Change change, string stage) =>
        change.Stages.FirstOrDefault(progress => progress.Definition.Name == stage)?.Definition.Seats ?? [];

    private static string Roles(Seat seat) => string.Join(',', seat.Roles);
}
