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
        var all = seat.Roles.SelectMany(role => Candidates(role, stage.IsEscalated, change, circumstances)
            .Select(candidate => candidate with { Seat = seat.Name }));
        return all.Where(candidate => candidate.Person.Id != change.Requester
            && stage.Answers.All(answer => answer.Person != candidate.Person.Id)).DistinctBy(candidate => candidate.Person.Id);
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

    /// <summary>The name of a seat that could not be filled even if everyone answered; null: all can be.</summary>
    public static string? Unfillable(ApprovalStage definition, Change change, Circumstances circumstances)
    {
        var stage = new StageProgress(definition);
        var taken = new Dictionary<string, Seat>(StringComparer.Ordinal);
        var filled = definition.Seats.Count(seat => Fill(seat, []));
        return filled >= stage.Quorum ? null : definition.Seats.First(seat => !taken.ContainsValue(seat)).Name;

        // Kuhn's augmenting paths: a seat may push another to its next candidate.
        bool Fill(Seat seat, HashSet<string> tried)
        {
            foreach (var candidate in Candidates(seat, stage, change, circumstances).Where(candidate => tried.Add(candidate.Person.Id)))
            {
                if (!taken.TryGetValue(candidate.Person.Id, out var holder) || Fill(holder, tried))
                {
                    taken[candidate.Person.Id] = seat;
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Those who may decide for the whole stage, once it was escalated.</summary>
    private static IEnumerable<Candidate> Escalated(StageProgress stage, Change change, Circumstances circumstances) => stage.IsEscalated
        ? stage.Definition.EscalatesTo
            .SelectMany(role => Participants.Holders(role, change, circumstances).Select(person => new Candidate(person, role, EscalatedSeat + role)))
            .Where(candidate => candidate.Person.Id != change.Requester)
        : [];

    private static IEnumerable<Candidate> Candidates(string role, bool isEscalated, Change change, Circumstances circumstances)
    {
        var holders = Participants.Holders(role, change, circumstances);
        var candidates = holders.AsEnumerable();
        if (isEscalated || holders.All(holder => holder.Id == change.Requester || holder.AbsenceAt(circumstances.Now) is not null))
        {
            candidates = candidates.Concat(Participants.StandIns(role, change, circumstances));
        }

        if (isEscalated)
        {
            candidates = candidates.Concat(Participants.Managers(role, change, circumstances));
        }

        return candidates.Select(person => new Candidate(person, role, role));
    }
}

/// <summary>A person who may fill a seat, for the role that makes them eligible.</summary>
public sealed record Candidate(Person Person, string Role, string Seat);
