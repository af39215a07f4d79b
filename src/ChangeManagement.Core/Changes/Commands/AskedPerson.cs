namespace ChangeManagement.Changes.Commands;

/// <summary>The seat of a person who answers in a stage or passes their voice on, and what they are told if they have none.</summary>
internal static class AskedPerson
{
    /// <summary>The seat that the actor may fill in the open stage, or why there is none.</summary>
    /// <param name="role">The role in which they act; null: any.</param>
    public static (Candidate? Seat, Refusal? Refusal) Find(string? role, StageProgress stage, Change change, Circumstances circumstances)
    {
        var person = circumstances.Actor.Id;
        return stage.Answers.FirstOrDefault(answer => answer.Person == person) is { } mine
                ? (null, new Refusal.AlreadyAnswered(person, Decided(mine), mine.At))
            : stage.Answers.FirstOrDefault(answer => answer.Mandate is Mandate.Delegate && answer.OnBehalfOf == person) is { } given
                ? (null, new Refusal.AnsweredForYou(given.Person, Decided(given), given.At))
            : Seating.SeatOf(person, role, stage, change, circumstances) is { } seat ? (seat, null)
            : (null, NotAsked(stage, change, circumstances));
    }

    /// <summary>What somebody is told while no stage is open.</summary>
    public static Refusal NothingToDecide(Change change, string person)
    {
        var answers = change.Stages.SelectMany(stage => stage.Answers).ToList();
        if (answers.LastOrDefault(answer => answer.Person == person) is { } mine)
        {
            return new Refusal.AlreadyAnswered(person, Decided(mine), mine.At);
        }

        var last = answers.LastOrDefault() is { } answer
            ? $" {answer.Person} {Decided(answer)} as {answer.Role} at {answer.At:yyyy-MM-dd HH:mm} UTC."
            : "";
        return new Refusal.NothingToDecide(change.State.Name, last);
    }

    private static Refusal NotAsked(StageProgress stage, Change change, Circumstances circumstances)
    {
        if (new Voices(stage, change, circumstances).DelegateOf(circumstances.Actor.Id) is { } to)
        {
            return new Refusal.PassedOn(to.Id);
        }

        if (Seating.AskedLast(stage, change, circumstances).FirstOrDefault(candidate => circumstances.Actor.Is(candidate.Person.Id)) is { } early)
        {
            return new Refusal.HeardLast(early.Role, string.Join(", ", stage.OpenSeats.Select(open => open.Name)));
        }

        var seats = stage.Definition.Seats;
        var mine = seats.FirstOrDefault(seat => seat.Roles.Any(role => Participants.Acts(circumstances.Actor, role, change, circumstances)));
        var filled = mine is null ? null : stage.Answers.FirstOrDefault(answer => answer.Seat == mine.Name);
        return filled is null
            ? new Refusal.NotYourSeat(string.Join(", ", stage.OpenSeats.SelectMany(seat => seat.Roles).Distinct(StringComparer.Ordinal)))
            : new Refusal.SeatTaken(filled.Seat, filled.Person, Decided(filled), filled.At);
    }

    private static string Decided(SeatAnswer answer) => answer.Approves ? "approved" : "rejected";
}
