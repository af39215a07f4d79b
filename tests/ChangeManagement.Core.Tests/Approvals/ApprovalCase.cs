using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;

namespace ChangeManagement.Approvals;

/// <summary>A stage: its seats by their roles, how many must approve (0: all), and the role that decides (null: every seat counts).</summary>
public sealed record StageCase(ImmutableArray<int> Seats, int Quorum, int? Chair)
{
    public override string ToString() => $"({string.Join(' ', Seats.Select(role => $"r{role}"))}; {(Chair is { } chair ? $"r{chair} decides" : $"quorum {Quorum}")})";
}

/// <summary>Somebody's approvals are asked of somebody else from a minute on, for some minutes.</summary>
public sealed record StandingCase(int From, int To, int Start, int Length);

/// <summary>What somebody does, some time after the step before.</summary>
public sealed record StepCase(StepKind Kind, int Person, int Role, int To, int SecondsLater)
{
    public override string ToString() => $"+{SecondsLater}s {Kind} p{Person} r{Role} p{To}";
}

public enum StepKind
{
    Approve,
    ApproveWithUndo,
    Reject,
    RejectWithUndo,
    Retract,
    Delegate,
    Amend,
    TimePassed,
}

/// <summary>One life of an approval. Person 0 requests; the others hold the roles.</summary>
/// <param name="Holders">By role, in the order of the directory.</param>
public sealed record ApprovalCase(
    ImmutableArray<StageCase> Stages, ImmutableArray<ImmutableArray<int>> Holders, ImmutableArray<StandingCase> Standing, ImmutableArray<StepCase> Steps)
{
    public const int People = 8;
    private const int Roles = 3;

    /// <summary>The time that the policy gives for taking an answer back, and for answering.</summary>
    public static readonly TimeSpan Undo = TimeSpan.FromSeconds(30);

    public static readonly TimeSpan Within = TimeSpan.FromHours(2);

    public static Arbitrary<ApprovalCase> Any { get; } = Arb.From(Cases(), Simpler);

    public override string ToString() => string.Join(
        '\n',
        [
            $"stages {string.Join(' ', Stages)}",
            .. Holders.Select((holders, role) => $"r{role}: {string.Join(' ', holders.Select(person => $"p{person}"))}"),
            .. Standing.Select(each => $"{each}"),
            .. Steps.Select(step => $"  {step}"),
        ]);

    private static Gen<ApprovalCase> Cases() =>
        from stages in Some(Stage(), 1, 2)
        from holders in Some(Held(), Roles, Roles)
        from standing in Some(Passed(), 0, 2)
        from steps in Some(Gen.Frequency((12, Step(stages, holders).Select(step => ImmutableArray.Create(step))), (1, Chain(stages, holders))), 1, 20)
        select new ApprovalCase(stages, holders, standing, [.. steps.SelectMany(each => each)]);

    private static Gen<StageCase> Stage() =>
        from seats in Some(Gen.Choose(0, Roles - 1), 1, 4)
        from quorum in Gen.Choose(0, seats.Length)
        from isChaired in Gen.Choose(0, 3)
        let alone = seats.Where(role => seats.Count(other => other == role) == 1).Take(1).ToList()
        select isChaired == 0 && alone.Count == 1 ? new StageCase(seats, 0, alone[0]) : new StageCase(seats, quorum, Chair: null);

    private static Gen<ImmutableArray<int>> Held() =>
        from size in Gen.Choose(1, 4)
        from people in Gen.Shuffle(Enumerable.Range(1, People - 2))
        select people.Take(size).ToImmutableArray();

    private static Gen<StandingCase> Passed() =>
        from giver in Gen.Choose(0, People - 1)
        from to in Gen.Choose(0, People - 1)
        from start in Gen.Choose(0, 90)
        from length in Gen.Choose(1, 90)
        where to != giver
        select new StandingCase(giver, to, start, length);

    /// <summary>Mostly by somebody who holds a role that is asked.</summary>
    private static Gen<StepCase> Step(ImmutableArray<StageCase> stages, ImmutableArray<ImmutableArray<int>> holders) =>
        from kind in Gen.Frequency(
            (8, Gen.Constant(StepKind.Approve)), (6, Gen.Constant(StepKind.ApproveWithUndo)), (1, Gen.Constant(StepKind.Reject)),
            (2, Gen.Constant(StepKind.RejectWithUndo)), (2, Gen.Constant(StepKind.Retract)), (4, Gen.Constant(StepKind.Delegate)),
            (1, Gen.Constant(StepKind.Amend)), (2, Gen.Constant(StepKind.TimePassed)))
        from role in Gen.Elements(stages.SelectMany(stage => stage.Seats))
        from person in Gen.Frequency((6, Gen.Elements(holders[role].AsEnumerable())), (2, Gen.Choose(0, People - 1)))
        from to in Gen.Choose(0, People - 1)
        // Now, at the edge of the undo, some minutes later, or about when the stage expires.
        from later in Gen.Frequency(
            (12, Gen.Choose(0, 20)), (8, Gen.Elements(29, 30, 31)), (3, Gen.Choose(60, 1200)), (1, Gen.Elements(7170, 7180, 7199, 7200, 7201)))
        select new StepCase(kind, person, role, to, later);

    /// <summary>A voice goes from hand to hand, and everybody who had it tries to answer, the last first.</summary>
    private static Gen<ImmutableArray<StepCase>> Chain(ImmutableArray<StageCase> stages, ImmutableArray<ImmutableArray<int>> holders) =>
        from role in Gen.Elements(stages.SelectMany(stage => stage.Seats))
        from giver in Gen.Elements(holders[role].AsEnumerable())
        from hands in Gen.Shuffle(Enumerable.Range(1, People - 1))
        from kinds in Gen.Elements(StepKind.Approve, StepKind.ApproveWithUndo, StepKind.Reject).ArrayOf(3)
        select ImmutableArray.Create(
            new StepCase(StepKind.Delegate, giver, role, hands[0], 1),
            new StepCase(StepKind.Delegate, hands[0], role, hands[1], 1),
            new StepCase(kinds[0], hands[1], role, 0, 1),
            new StepCase(kinds[1], hands[0], role, 0, 1),
            new StepCase(kinds[2], giver, role, 0, 1));

    private static Gen<ImmutableArray<T>> Some<T>(Gen<T> one, int least, int most) =>
        from count in Gen.Choose(least, most)
        from all in one.ArrayOf(count)
        select all.ToImmutableArray();

    private static IEnumerable<ApprovalCase> Simpler(ApprovalCase each)
    {
        for (var i = 0; i < each.Steps.Length; i++)
        {
            yield return each with { Steps = each.Steps.RemoveAt(i) };
        }

        for (var i = 0; i < each.Standing.Length; i++)
        {
            yield return each with { Standing = each.Standing.RemoveAt(i) };
        }

        for (var i = 0; i < each.Stages.Length && each.Stages.Length > 1; i++)
        {
            yield return each with { Stages = each.Stages.RemoveAt(i) };
        }
    }
}
