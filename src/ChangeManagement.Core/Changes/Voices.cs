using ChangeManagement.Organisation;

namespace ChangeManagement.Changes;

/// <summary>
/// In whose hands the voices of the people of a stage lie. A voice is passed on for the stage, or for some time by a standing delegation; it
/// falls back to whoever passed it on when the delegate has left, was asked in their own right and has answered, or cannot be reached. It is
/// heard once.
/// </summary>
internal sealed class Voices(StageProgress stage, Change change, Circumstances circumstances)
{
    /// <summary>True if nobody has to stand in for the person: they are there, or somebody has their voice.</summary>
    public bool IsThere(Person person) =>
        person.AbsenceAt(circumstances.Now) is null || IsHeardThroughDelegate(person.Id) || DelegateOf(person.Id) is not null;

    /// <summary>Who answers with the person's voice instead; null: nobody.</summary>
    public Person? DelegateOf(string person) => Passed(person).Select(hand => hand.To).FirstOrDefault(to => !IsOutOfReach(to));

    /// <summary>The candidates who have the voice of one: themselves, or those to whom it was passed on.</summary>
    /// <param name="candidate">Who would be asked if no voice was ever passed on.</param>
    public IEnumerable<Candidate> Of(Candidate candidate)
    {
        var voice = candidate.Person.Id;
        if (IsHeard(voice))
        {
            yield break;
        }

        foreach (var (to, delegation) in Passed(voice))
        {
            if (delegation is null || (delegation.Seat == candidate.Seat && delegation.Role == candidate.Role))
            {
                yield return candidate with { Person = to, OnBehalfOf = voice, Mandate = Mandate.Delegate };
            }

            if (!IsOutOfReach(to))
            {
                yield break;
            }
        }

        if (MayAnswer(voice))
        {
            yield return candidate;
        }
    }

    /// <summary>True for someone to whom the request could not be brought.</summary>
    public bool IsOutOfReach(Person person) => stage.Unreachable.Contains(person.Id);

    private bool IsHeard(string voice) => IsHeardThroughDelegate(voice) || stage.Answers.Any(answer => answer.Person == voice);

    private bool IsHeardThroughDelegate(string voice) =>
        stage.Answers.Any(answer => answer.Mandate is Mandate.Delegate && answer.OnBehalfOf == voice);

    private bool MayAnswer(string person) => person != change.Requester && stage.Answers.All(answer => answer.Person != person);

    /// <summary>Those who may use the voice, who has it last first.</summary>
    private IEnumerable<(Person To, SeatDelegation? Delegation)> Passed(string voice)
    {
        var here = stage.Delegations.Where(delegation => delegation.Voice == voice).Reverse()
            .Select(delegation => (Person: circumstances.Directory.Find(delegation.To), Delegation: (SeatDelegation?)delegation));
        var standing = Standing(voice).Select(delegation => (Person: circumstances.Directory.Find(delegation.To), Delegation: (SeatDelegation?)null));
        return from hand in here.Concat(standing)
               where hand.Person is not null && MayAnswer(hand.Person.Id)
               select (hand.Person, hand.Delegation);
    }

    /// <summary>The requester chooses nobody who approves in their place: their role falls to its deputy.</summary>
    private IEnumerable<StandingDelegation> Standing(string voice) => voice == change.Requester ? [] : circumstances.Delegations
        .Where(delegation => delegation.From == voice && delegation.Covers(change.Policy.Id, circumstances.Now))
        .OrderBy(delegation => delegation.Policy is null ? 1 : 0).ThenByDescending(delegation => delegation.DeclaredAt);
}
