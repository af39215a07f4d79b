using System.Collections.Immutable;
using System.Globalization;
using ChangeManagement.Policies;

namespace ChangeManagement.Changes;

/// <summary>What approvers ask for: each condition of an approval becomes a check of the change.</summary>
internal static class Conditions
{
    private const string Prefix = "condition-";

    /// <summary>True if the requirement is a condition of an approver.</summary>
    public static bool Is(Requirement requirement) =>
        requirement.Kind is RequirementKind.Check && requirement.Name.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>The conditions of an approval as checks.</summary>
    public static IEnumerable<Requirement> Of(ChangeEvent.SeatApproved approval, ImmutableArray<Requirement> asked)
    {
        var before = asked.Count(Is);
        return approval.Conditions.Select((condition, index) => new Requirement
        {
            Kind = RequirementKind.Check,
            Name = string.Create(CultureInfo.InvariantCulture, $"{Prefix}{before + index + 1}"),
            Title = condition,
            Before = approval.ConditionsBefore,
            Because = [new Because($"condition of {approval.Role}", $"asked by {approval.Person} when approving", "")],
        });
    }

    /// <summary>Those who answer for the work say that a condition is met.</summary>
    public static bool MayTick(Change change, Circumstances circumstances) =>
        circumstances.Actor.ToString() == change.Implementer
        || Participants.MayImplement(circumstances.Actor, change, circumstances)
        || Participants.Acts(circumstances.Actor, Participants.OwnerRole, change, circumstances);
}
