using ChangeManagement.Organisation;
using ChangeManagement.Policies;

namespace ChangeManagement.Changes;

/// <summary>Who may fill which seat. Eligibility is checked against the directory at the moment of the decision.</summary>
public static class Seating
{
    /// <summary>Prefix of the seat of someone who decides for the whole stage after its escalation.</summary>
    internal const string EscalatedSeat = "escalated-";

    /// <summary>Everyone who may fill the seat now, holders first.</summary>
    public static IEnumerable<Candidate> Candidates(Seat seat, StageProgress stage, Change change, Circumstances circumstances)
    {
        var voices = new Voices(stage, change, circumstances);
        return seat.Roles.SelectMany(role => Candidates(role, seat.Name, stage, voices, change, circumstances)).SelectMany(voices.Of)
            // Who answers in their own right leaves the voice that they were given to its owner.
            .OrderBy(candidate => candidate.Mandate is Mandate.Delegate)
            .DistinctBy(candidate => candidate.Person.Id);
    }

    /// <summary>Everyone whose answer the stage waits for, each with the seat that counts most.</summary>
    public static IEnumerable<Candidate> Asked(StageProgress stage, Change change, Circumstances circumstances) =>
        Possible(stage, change, circumstances).DistinctBy(candidate => candidate.Person.Id);

    /// <summary>Every seat that somebody may fill now; a person may have several. Who may decide for the whole stage comes first.</summary>
    public static IEnumerable<Candidate> Possible(StageProgress stage, Change change, Circumstances circumstances) =>
        Escalated(stage, change, circumstances)
            .Concat(stage.OpenSeats.SelectMany(seat => Candidates(seat, stage, change, circumstances)));

    /// <summary>Those whose seat is not asked yet, because it answers after all the others.</summary>
    public static IEnumerable<Candidate> AskedLast(StageProgress stage, Change change, Circumstances circumstances) =>
        stage.UnansweredSeats.Except(stage.OpenSeats).SelectMany(seat => Candidates(seat, stage, change, circumstances));

    /// <summary>
    /// The seat that a person's answer fills: the first that they may fill and that leaves enough people for the others.
    /// </summary>
    /// <param name="role">The role to answer in; null: any.</param>
    /// <returns>Null if the person may fill none, or is needed for a seat that answers last.</returns>
    public static Candidate? SeatOf(string person, string? role, StageProgress stage, Change change, Circumstances circumstances)
    {
        var mine = Possible(stage, change, circumstances)
            .Where(candidate => candidate.Person.Id == person && (role is null || candidate.Role == role)).ToList();
        return mine.Find(LeavesEnough) ?? (IsNeededLater() ? null : mine.FirstOrDefault());

        bool IsNeededLater() => role is null && AskedLast(stage, change, circumstances).Any(candidate => candidate.Person.Id == person);

        bool LeavesEnough(Candidate mine)
        {
            var after = Seated(stage, mine);
            return mine.Seat.StartsWith(EscalatedSeat, StringComparison.Ordinal)
                || MissingSeat(after, seat => Candidates(seat, after, change, circumstances).Select(candidate => candidate.Person)) is null;
        }
    }

    /// <summary>The name of a seat that could not be filled even if everyone answered; null: all can be. Who passed their voice on can take it back.</summary>
    public static string? Unfillable(ApprovalStage definition, Change change, Circumstances circumstances)
    {
        var stage = new StageProgress(definition);
        circumstances = circumstances with { Delegations = [] };
        return MissingSeat(definition.Seats, stage.Quorum, seat => Candidates(seat, stage, change, circumstances).Select(candidate => candidate.Person));
    }

    /// <summary>
    /// The name of a seat that stands between an open stage and its approval because the directory no longer knows enough people for it; null:
    /// there are. Who is away comes back, and who is asked on escalation counts, so this is true for good.
    /// </summary>
    internal static string? OutOfReach(StageProgress stage, Change change, Circumstances circumstances)
    {
        circumstances = circumstances with { Delegations = [] };
        var voices = new Voices(stage, change, circumstances);
        var isEscalated = stage.IsEscalated || stage.Chases.Any(chase => chase.Step is ChaseStep.Escalate);
        return isEscalated && Escalated(stage with { IsEscalated = true }, change, circumstances).Any()
            ? null
            : MissingSeat(stage, seat => seat.Roles
                .SelectMany(role => Everyone(role).Select(person => new Candidate(person, role, seat.Name)))
                .SelectMany(voices.Of).Select(candidate => candidate.Person).DistinctBy(person => person.Id));

        IEnumerable<Person> Everyone(string role)
        {
            var known = Participants.Holders(role, change, circumstances)
                .Concat(circumstances.Directory.Appointable(role))
                .Concat(Participants.StandIns(role, change, circumstances));
            return isEscalated ? known.Concat(Participants.Managers(role, change, circumstances)) : known;
        }
    }

    /// <summary>The first open seat that is missing to what the stage still needs; null: none. Of a stage with a chair it is the chair's alone.</summary>
    private static string? MissingSeat(StageProgress stage, Func<Seat, IEnumerable<Person>> peopleFor)
    {
        var isChaired = stage.Definition.DecidedBy is not null;
        var needed = stage.UnansweredSeats.Where(seat => !isChaired || seat.Roles.Contains(stage.Definition.DecidedBy!)).ToList();
        // A refusal that may be taken back may become an approval.
        var approvals = stage.Answers.Count(answer => answer.Approves || answer.StandsFrom is not null);
        return MissingSeat(needed, isChaired ? needed.Count : stage.Quorum - approvals, peopleFor);
    }

    /// <summary>The first of the seats that nobody is left for, if fewer than the least number can be filled by distinct people; null: enough can.</summary>
    private static string? MissingSeat(IReadOnlyCollection<Seat> seats, int least, Func<Seat, IEnumerable<Person>> peopleFor)
    {
        var taken = new Dictionary<string, Seat>(StringComparer.Ordinal);
        var filled = seats.Count(seat => Fill(seat, new HashSet<string>(StringComparer.Ordinal)));
        return filled >= least ? null : seats.First(seat => !taken.ContainsValue(seat)).Name;

        // Kuhn's augmenting paths: a seat may push another to its next candidate.
        bool Fill(Seat seat, HashSet<string> tried)
        {
            foreach (var person in peopleFor(seat).Where(person => tried.Add(person.Id)))
            {
                if (!taken.TryGetValue(person.Id, out var holder) || Fill(holder, tried))
                {
                    taken[person.Id] = seat;
                    return true;
                }
            }

            return false;
        }
    }

    private static StageProgress Seated(StageProgress stage, Candidate candidate) => stage with
    {
        Answers = stage.Answers.Add(new SeatAnswer(
            candidate.Seat, candidate.Role, candidate.Person.Id, Approves: true, "", [], stage.OpenedAt ?? default, Verbal: null)
        {
            OnBehalfOf = candidate.OnBehalfOf, Mandate = candidate.Mandate,
        }),
    };

    /// <summary>Those who may decide for the whole stage, once it was escalated.</summary>
    private static IEnumerable<Candidate> Escalated(StageProgress stage, Change change, Circumstances circumstances) => stage.IsEscalated
        ? stage.Definition.EscalatesTo
            .SelectMany(role => Participants.Holders(role, change, circumstances).Select(person => new Candidate(person, role, EscalatedSeat + role)))
            .SelectMany(new Voices(stage, change, circumstances).Of)
        : [];

    /// <summary>Those who are asked in a role if no voice was passed on.</summary>
    private static IEnumerable<Candidate> Candidates(
        string role, string seat, StageProgress stage, Voices voices, Change change, Circumstances circumstances)
    {
        var acting = Participants.Acting(role, change, circumstances, voices.IsThere);
        var candidates = acting.Select(each => Candidate(each.Person, each.For));
        if (stage.IsEscalated || acting.All(each => each.Person.Id == change.Requester || !voices.IsThere(each.Person)))
        {
            candidates = candidates.Concat(StandIns(acting.Select(each => each.For ?? each.Person).FirstOrDefault()));
        }

        if (stage.IsEscalated)
        {
            candidates = candidates.Concat(acting.SelectMany(each => Managers(each.Person)));
        }

        return candidates.Concat(acting.Where(each => voices.IsOutOfReach(each.Person)).SelectMany(each => InPlaceOf(each.Person)));

        // Nobody knows whether who cannot be reached knows of it: those who stand in are asked as well, the nearest first.
        IEnumerable<Candidate> InPlaceOf(Person person)
        {
            IEnumerable<Candidate>[] nearestFirst =
            [
                circumstances.Directory.StandIn(person, circumstances.Now) is { } standIn ? [Candidate(standIn.Person, person)] : [],
                StandIns(person),
                Managers(person),
            ];
            foreach (var group in nearestFirst.Select(group => group.Where(candidate => voices.Of(candidate).Any()).ToList()))
            {
                foreach (var candidate in group)
                {
                    yield return candidate;
                }

                if (group.Exists(candidate => !voices.IsOutOfReach(candidate.Person)))
                {
                    yield break;
                }
            }
        }

        IEnumerable<Candidate> StandIns(Person? standsFor) =>
            Participants.StandIns(role, change, circumstances).Select(person => Candidate(person, standsFor));

        IEnumerable<Candidate> Managers(Person person) =>
            circumstances.Directory.ManagerOf(person.Id) is { } manager ? [Candidate(manager, person)] : [];

        // Nobody answers on behalf of the requester: whoever stands in does so for the role.
        Candidate Candidate(Person person, Person? standsFor) => standsFor is null || standsFor.Id == change.Requester || standsFor.Id == person.Id
            ? new Candidate(person, role, seat)
            : new Candidate(person, role, seat) { OnBehalfOf = standsFor.Id, Mandate = Mandate.Deputy };
    }
}

/// <summary>A person who may fill a seat, for the role that makes them eligible.</summary>
public sealed record Candidate(Person Person, string Role, string Seat)
{
    /// <summary>For whom they would answer; null: in their own right.</summary>
    public string? OnBehalfOf { get; init; }

    /// <summary>By what right they would; null: in their own.</summary>
    public Mandate? Mandate { get; init; }
}
