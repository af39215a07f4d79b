using System.Collections.Immutable;
using System.Globalization;
using ChangeManagement.Changes;
using ChangeManagement.Changes.Commands;
using ChangeManagement.Organisation;
using ChangeManagement.Policies;
using ChangeManagement.Testing;

namespace ChangeManagement.Approvals;

/// <summary>Plays a case on the product: its policy and directory are read from files, its commands are decided as in the register.</summary>
internal sealed class ApprovalLife
{
    public static readonly DateTimeOffset Begin = new(2026, 3, 3, 8, 0, 0, TimeSpan.Zero);

    private readonly ApprovalCase played;
    private readonly Policy policy;
    private readonly PeopleDirectory directory;

    private ApprovalLife(ApprovalCase played)
    {
        this.played = played;
        (policy, directory) = Read(played);
        var submitted = new Submit(Title("0"), Class: null, Requester: null, []).Decide(At(Begin, Actor.Person("p0")));
        Change = (submitted as Decision.Accepted)?.Events.Aggregate(
            (Change?)null, (change, @event) => ChangeFold.Apply(change, "CHG-2026-001", @event, Actor.Person("p0"), Begin));
    }

    /// <summary>The change; null: the seats cannot be filled, so it was not accepted.</summary>
    public Change? Change { get; private set; }

    /// <summary>Submits the change of a case; null: it is refused.</summary>
    public static ApprovalLife? Of(ApprovalCase played) => new ApprovalLife(played) is { Change: not null } life ? life : null;

    /// <summary>Has the step decided; a refused one changes nothing.</summary>
    /// <param name="open">The stage that whoever acts sees open.</param>
    public bool Take(StepCase step, string open, DateTimeOffset now)
    {
        var actor = step.Kind is StepKind.TimePassed ? Actor.Workflow : Actor.Person(step.Kind is StepKind.Amend ? "p0" : $"p{step.Person}");
        if (Decider.Decide(Change!, Command(step, open), At(now, actor)) is not Decision.Accepted(var events))
        {
            return false;
        }

        Change = events.Aggregate(Change!, (change, @event) => ChangeFold.Apply(change, change.Number, @event, actor, now));
        return true;
    }

    private ChangeCommand Command(StepCase step, string open) => step.Kind switch
    {
        StepKind.Approve => Answer(step, approves: true, mayUndo: false),
        StepKind.ApproveWithUndo => Answer(step, approves: true, mayUndo: true),
        StepKind.Reject => Answer(step, approves: false, mayUndo: false),
        StepKind.RejectWithUndo => Answer(step, approves: false, mayUndo: true),
        StepKind.Retract => new Retract(Change!.Stages.LastOrDefault(stage => stage.Answers.Any(answer => answer.Person == $"p{step.Person}"))?.Definition.Name ?? "s0"),
        StepKind.Delegate => new PassOn(open, $"p{step.To}", "", $"r{step.Role}"),
        StepKind.Amend => new Amend(Title(Change!.Version.ToString(CultureInfo.InvariantCulture))),
        StepKind.TimePassed => new TimePassed(AverageTime: null),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static Approve Answer(StepCase step, bool approves, bool mayUndo) =>
        new(approves, "because", [], Gate.Complete, $"r{step.Role}", ContentDigest: null, mayUndo);

    private Circumstances At(DateTimeOffset now, Actor actor) => new(policy, directory, Shipped.Organisation.Systems, [], actor, now)
    {
        Delegations =
        [
            .. played.Standing.Select((each, index) => new StandingDelegation(
                $"d{index}", $"p{each.From}", $"p{each.To}", Policy: null, Begin.AddMinutes(each.Start), Begin.AddMinutes(each.Start + each.Length), "",
                $"p{each.From}", Begin.AddSeconds(index))),
        ],
    };

    private static Facts Title(string title) => new(Facts.None.Values.Add("title", new FactValue.Text(title)));

    private static (Policy Policy, PeopleDirectory Directory) Read(ApprovalCase played)
    {
        var stages = played.Stages.Select((stage, index) =>
            $"s{index}: {{ within: {ApprovalCase.Within.TotalHours}h, "
            + $"{(stage.Chair is { } chair ? $"decided-by: r{chair}" : stage.Quorum == 0 ? "quorum: all" : $"quorum: {stage.Quorum}")} }}");
        var seats = played.Stages.SelectMany((stage, index) => stage.Seats.CountBy(role => role)
            .Select(role => $"{{ stage: s{index}, by: r{role.Key}, seats: {role.Value} }}"));
        var text = SmallPolicy.Text(
            ("roles", "{ lead: {}, peer: {}, security-team: {}, r0: {}, r1: {}, r2: {} }"),
            ("material", "[ title ]"),
            ("chases", "{ default: [ { at: 100%, do: expire } ] }"),
            ("approval-page", $"{{ undo: {{ for: {ApprovalCase.Undo.TotalSeconds}s, source: T 4 }} }}"),
            ("stages", $"{{ {string.Join(", ", stages)} }}"),
            ("rules", $"[ {{ source: T 3, approvals: [ {string.Join(", ", seats)} ] }} ]"));
        var people = Enumerable.Range(0, ApprovalCase.People).Select(person => $"p{person}: {{ name: P{person}, mail: p{person}@example.com }}");
        var roles = played.Holders.Select((holders, role) => $"r{role}: {{ held-by: [ {string.Join(", ", holders.Select(person => $"p{person}"))} ] }}");
        var loading = Rulebook.Load(
        [
            new SourceFile("directory.yaml", $$"""
                people: { {{string.Join(", ", people)}} }
                roles: { {{string.Join(", ", roles)}}, lead: { held-by: p0 }, peer: { held-by: p0 }, security-team: { held-by: p0 } }
                """),
            new SourceFile("small.yaml", text),
        ]);
        var rulebook = loading.Rulebook ?? throw new InvalidOperationException($"{string.Join('\n', loading.Errors)}\n{text}");
        return (rulebook.Policies["small"], rulebook.Directory);
    }
}
