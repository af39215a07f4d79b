using System.Collections.Immutable;

namespace ChangeManagement.Approvals;

/// <summary>
/// How approvals end, as plainly as it can be said: lists that are searched from the beginning, and every way to fill seats tried out. It
/// shares nothing with the product.
/// </summary>
internal sealed record ReferenceModel(ApprovalCase Case, DateTimeOffset Begin)
{
    /// <summary>An answer. <paramref name="Voice"/>: whose it is; <paramref name="StandsFrom"/> null: it counts.</summary>
    public sealed record Given(int Person, int Voice, int Role, bool Approves, DateTimeOffset At, DateTimeOffset? StandsFrom);

    private sealed record Passing(int Voice, int Role, int From, int To);

    /// <summary>When the first round began.</summary>
    public DateTimeOffset First { get; private init; } = Begin;

    /// <summary>awaiting-approval, approved, rejected or expired.</summary>
    public string State { get; private init; } = "awaiting-approval";

    /// <summary>The stage that is asked, or was last.</summary>
    public int Stage { get; private init; }

    /// <summary>Until when it is.</summary>
    public DateTimeOffset Expiry { get; private init; } = Begin + ApprovalCase.Within;

    /// <summary>The answers in the stages of the round, by stage.</summary>
    public ImmutableArray<ImmutableArray<Given>> Answers { get; private init; } = [.. Case.Stages.Select(_ => ImmutableArray<Given>.Empty)];

    private ImmutableArray<Passing> Passings { get; init; } = [];

    private ImmutableArray<Given> Here => Answers[Stage];

    private StageCase Asked => Case.Stages[Stage];

    /// <summary>What the step makes of it; null: it is refused.</summary>
    public ReferenceModel? After(StepCase step, DateTimeOffset now)
    {
        var model = Settled(now);
        var after = step.Kind switch
        {
            StepKind.Approve => model.Answer(step, true, undo: false, now),
            StepKind.ApproveWithUndo => model.Answer(step, true, undo: true, now),
            StepKind.Reject => model.Answer(step, false, undo: false, now),
            StepKind.RejectWithUndo => model.Answer(step, false, undo: true, now),
            StepKind.Retract => model.Retract(step.Person, now),
            StepKind.Delegate => model.Delegate(step, now),
            StepKind.Amend => model.State is "rejected" or "expired" ? null : new ReferenceModel(Case, now) { First = First },
            StepKind.TimePassed => model.State == "awaiting-approval" && now >= model.Expiry ? model with { State = "expired" } : model,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        return after?.Settled(now);
    }

    private ReferenceModel? Answer(StepCase step, bool approves, bool undo, DateTimeOffset now)
    {
        if (State != "awaiting-approval" || now >= Expiry || VoiceFor(step.Person, step.Role, now) is not { } voice)
        {
            return null;
        }

        var othersAreOpen = Asked.Seats.Length - Here.Length > 1 || Here.Any(given => given.StandsFrom is not null);
        if (step.Role == Asked.Chair && othersAreOpen)
        {
            return null;
        }

        DateTimeOffset? standsFrom = undo ? (now + ApprovalCase.Undo < Expiry ? now + ApprovalCase.Undo : Expiry) : null;
        return WithHere(Here.Add(new Given(step.Person, voice, step.Role, approves, now, standsFrom)));
    }

    private ReferenceModel? Retract(int person, DateTimeOffset now)
    {
        for (var stage = Answers.Length - 1; stage >= 0; stage--)
        {
            if (Answers[stage].FirstOrDefault(given => given.Person == person) is { } mine)
            {
                return mine.StandsFrom > now && State is ("awaiting-approval" or "approved")
                    ? this with { Answers = Answers.SetItem(stage, Answers[stage].Remove(mine)) }
                    : null;
            }
        }

        return null;
    }

    private ReferenceModel? Delegate(StepCase step, DateTimeOffset now)
    {
        if (State != "awaiting-approval" || now >= Expiry || VoiceFor(step.Person, step.Role, now) is not { } voice)
        {
            return null;
        }

        var isSuitable = step.To != step.Person && step.To != 0 && step.To != voice
            && Here.All(given => given.Person != step.To)
            && Passings.All(passing => passing.From != step.To)
            && Asked.Seats.All(role => VoiceFor(step.To, role, now) is null);
        var after = this with { Passings = Passings.Add(new Passing(voice, step.Role, step.Person, step.To)) };
        return isSuitable && after.CanStillBeApproved() ? after : null;
    }

    /// <summary>Whose voice a person's answer in a role would be, their own first; null: they cannot answer in it.</summary>
    private int? VoiceFor(int person, int role, DateTimeOffset now)
    {
        var isSeatLeft = Asked.Seats.Count(seat => seat == role) > Here.Count(given => given.Role == role);
        var voices = Case.Holders[role].Where(voice => HandOf(voice, role, now) == person).OrderBy(voice => voice == person ? 0 : 1).ToList();
        return isSeatLeft && voices.Count > 0 ? voices[0] : null;
    }

    /// <summary>Who may answer with a voice in a role; null: nobody, because it was heard, or passed on in another role.</summary>
    private int? HandOf(int voice, int role, DateTimeOffset? now)
    {
        if (Here.Any(given => given.Voice == voice || given.Person == voice))
        {
            return null;
        }

        if (Passings.LastOrDefault(passing => passing.Voice == voice && Here.All(given => given.Person != passing.To)) is { } passed)
        {
            return passed.Role == role ? passed.To : null;
        }

        // Declared in this order; the last one counts.
        var standing = Case.Standing.LastOrDefault(each => each.From == voice && each.To != 0
            && Begins(each) <= now && now < Begins(each).AddMinutes(each.Length)
            && Here.All(given => given.Person != each.To));
        return standing?.To ?? voice;
    }

    private DateTimeOffset Begins(StandingCase standing) => First.AddMinutes(standing.Start);

    /// <summary>Where it stands at a time if nobody does anything.</summary>
    public ReferenceModel At(DateTimeOffset now) => Settled(now);

    /// <summary>Counts what can no longer be taken back, in order of time, with what follows from each.</summary>
    private ReferenceModel Settled(DateTimeOffset now)
    {
        var model = Concluded(now);
        while (model.State is "awaiting-approval" or "approved" && model.NextToStand(now) is var (stage, given))
        {
            var answers = model.Answers[stage].Remove(given).Add(given with { StandsFrom = null });
            model = (model with { Answers = model.Answers.SetItem(stage, answers) }).Concluded(now);
        }

        return model;
    }

    private (int Stage, Given Given)? NextToStand(DateTimeOffset now)
    {
        var due = Answers.SelectMany((answers, stage) => answers.Select(given => (Stage: stage, Given: given)))
            .Where(each => each.Given.StandsFrom <= now).OrderBy(each => each.Given.StandsFrom).ToList();
        return due.Count == 0 ? null : due[0];
    }

    private ReferenceModel Concluded(DateTimeOffset now) => State != "awaiting-approval" ? this
        : Verdict() switch
        {
            true when Stage + 1 < Case.Stages.Length => (this with { Stage = Stage + 1, Expiry = now + ApprovalCase.Within, Passings = [] }).Concluded(now),
            true => this with { State = "approved" },
            false => this with { State = "rejected" },
            null => CanStillBeApproved() ? this : this with { State = "rejected" },
        };

    private bool? Verdict()
    {
        var counted = Here.Where(given => given.StandsFrom is null).ToList();
        if (Asked.Chair is { } chair)
        {
            return counted.Find(given => given.Role == chair)?.Approves;
        }

        var (seats, needed) = (Asked.Seats.Length, Asked.Quorum == 0 ? Asked.Seats.Length : Asked.Quorum);
        var yes = counted.Count(given => given.Approves);
        var no = counted.Count - yes;
        return yes >= needed ? true : seats - no < needed ? false : null;
    }

    /// <summary>Tries every way in which the people who are left could fill the seats that are left. Standing delegations end; they lock nobody out.</summary>
    private bool CanStillBeApproved()
    {
        var left = Asked.Seats.ToList();
        Here.ToList().ForEach(given => left.Remove(given.Role));
        if (Asked.Chair is { } chair)
        {
            left.RemoveAll(role => role != chair);
            return Most(left, []) == left.Count;
        }

        var needed = (Asked.Quorum == 0 ? Asked.Seats.Length : Asked.Quorum) - Here.Count(given => given.Approves || given.StandsFrom is not null);
        return Most(left, []) >= needed;
    }

    private int Most(List<int> seats, ImmutableHashSet<int> taken) => seats.Count == 0 ? 0
        : Case.Holders[seats[0]].Select(voice => HandOf(voice, seats[0], now: null)).OfType<int>()
            .Where(person => !taken.Contains(person) && Here.All(given => given.Person != person))
            .Select(person => 1 + Most(seats[1..], taken.Add(person)))
            .Append(Most(seats[1..], taken)).Max();

    private ReferenceModel WithHere(ImmutableArray<Given> answers) => this with { Answers = Answers.SetItem(Stage, answers) };
}
