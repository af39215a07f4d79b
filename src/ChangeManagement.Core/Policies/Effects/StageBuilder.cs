using System.Collections.Immutable;

namespace ChangeManagement.Policies.Effects;

/// <summary>Gathers the seats of one stage.</summary>
internal sealed class StageBuilder(StageDefinition definition, ImmutableArray<ChasePlan> plans)
{
    private readonly List<(SeatsAsked Seats, Because Because)> asked = [];

    private readonly List<(StageHurried How, Because Because)> hurried = [];

    public bool HasSeats => asked.Count > 0;

    public void Hurry(StageHurried how, Because because) => hurried.Add((how, because));

    public void Add(SeatsAsked seats, Because because) => asked.Add((seats, because));

    public ApprovalStage Build()
    {
        var seats = asked
            .GroupBy(each => string.Join(',', each.Seats.Roles), StringComparer.Ordinal)
            .SelectMany(group => Enumerable.Range(1, group.Max(each => each.Seats.Count)).Select(number => new Seat(
                group.First().Seats.Roles,
                number,
                [.. group.Where(each => each.Seats.Count >= number).Select(each => each.Because)])))
            .ToImmutableArray();
        return new ApprovalStage
        {
            Name = definition.Name,
            Title = definition.Title,
            Before = asked.Min(each => each.Seats.Before) ?? definition.Before,
            Seats = Numbered(seats),
            Quorum = definition.Quorum < seats.Length ? definition.Quorum : null,
            DecidedBy = seats.Any(seat => seat.Roles.Contains(definition.DecidedBy ?? "")) ? definition.DecidedBy : null,
            Last = seats.Any(seat => seat.Roles.Contains(definition.Last ?? "")) ? definition.Last : null,
            EscalatesTo = definition.EscalatesTo,
            Verbal = definition.Verbal,
            RecordedBy = definition.RecordedBy,
            Within = asked.Select(each => each.Seats.Within).Concat(hurried.Select(each => each.How.Within)).OfType<Allowance>().Shortest()
                ?? definition.Within,
            Chases = Plan().Steps,
            Because = [.. asked.Select(each => each.Because).Concat(hurried.Select(each => each.Because)).Distinct()],
        };
    }

    // Seats of different role lists may begin with the same role; their names must differ all the same.
    private static ImmutableArray<Seat> Numbered(ImmutableArray<Seat> seats) =>
        [.. seats.GroupBy(seat => seat.Roles[0], StringComparer.Ordinal)
            .SelectMany(group => group.Select((seat, index) => seat with { Number = index + 1 }))];

    private ChasePlan Plan()
    {
        var named = asked.Select(each => each.Seats.Chase)
            .Concat(hurried.Select(each => each.How.Chase))
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);
        return plans.FirstOrDefault(plan => named.Contains(plan.Name)) ?? plans.First(plan => plan.Name == definition.Chase);
    }
}
