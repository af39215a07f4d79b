using System.Collections.Immutable;
using ChangeManagement.Policies;

namespace ChangeManagement.Changes;

/// <summary>What must hold of a request, whether it is new or was changed: nothing that passed a gate may be without what the gate asks.</summary>
internal static class Acceptance
{
    private const int MostCharacters = 200_000;

    /// <summary>Why the change may not stand as it is now; null: it may.</summary>
    /// <param name="change">With everything that was said applied.</param>
    /// <param name="asked">The stages whose seats were not asked before.</param>
    public static Refusal? Refuse(Change change, IEnumerable<ApprovalStage> asked, Circumstances circumstances) =>
        (Refusal?)TooMuch(change.Facts)
        ?? Incomplete(change, change.Open(Gate.Submit))
        ?? (FieldsBehind(change) is ({ } gate, { Length: > 0 } missing) ? (Refusal)new Refusal.GateShut(gate, missing) : null)
        ?? Unfillable(change, asked, circumstances);

    /// <summary>The refusal of a request that leaves out what must be said; null: nothing is left out.</summary>
    public static Refusal? Incomplete(Change change, IEnumerable<Requirement> required)
    {
        var missing = required.Where(field => !change.IsMet(field)).Select(Missing).ToImmutableArray();
        return missing.IsEmpty ? null : new Refusal.BadFields(missing);
    }

    /// <summary>A row of the register has room for half a million characters; a request that grows by amendments must stay well below.</summary>
    private static Refusal.BadInput? TooMuch(Facts facts) => facts.Characters > MostCharacters
        ? new Refusal.BadInput(FormattableString.Invariant(
            $"The request has {facts.Characters} characters; at most {MostCharacters} fit. Link to long documents instead."))
        : null;

    private static (Gate? Gate, ImmutableArray<Requirement> Missing) FieldsBehind(Change change)
    {
        var missing = Enum.GetValues<Gate>().Where(change.HasPassed)
            .SelectMany(change.Open).Where(requirement => requirement.Kind is RequirementKind.Field).ToImmutableArray();
        return missing.IsEmpty ? (null, missing) : (missing[0].Before, missing);
    }

    private static Refusal.NobodyToAsk? Unfillable(Change change, IEnumerable<ApprovalStage> asked, Circumstances circumstances) =>
        asked.Select(stage => Seating.Unfillable(stage, change, circumstances)).FirstOrDefault(seat => seat is not null) is { } seat
            ? new Refusal.NobodyToAsk(seat)
            : null;

    private static FieldError Missing(Requirement field) =>
        new(field.Name, $"{field.Title} is required ({string.Join(", ", field.Because.Select(because => because.Source).Distinct(StringComparer.Ordinal))}).");
}
