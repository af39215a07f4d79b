using ChangeManagement.Changes;
using ChangeManagement.Changes.Commands;
using ChangeManagement.Organisation;
using ChangeManagement.Policies;

namespace ChangeManagement.Web.Pages.Approvals;

/// <summary>How an approval stands for one person: the page is right in every one of these.</summary>
public abstract record Standing
{
    /// <summary>The person is asked.</summary>
    /// <param name="Seat">The seat that they would fill.</param>
    public sealed record Open(StageProgress Stage, Candidate Seat) : Standing;

    /// <summary>The person has answered, perhaps so lately that they may take it back.</summary>
    public sealed record DecidedByMe(StageProgress Stage, SeatAnswer Answer) : Standing;

    /// <summary>The person passed the question on.</summary>
    /// <param name="To">Who is asked instead.</param>
    /// <param name="Answer">What they said; null: nothing yet.</param>
    public sealed record PassedOn(string To, SeatAnswer? Answer) : Standing;

    /// <summary>The person is asked once others have answered.</summary>
    public sealed record AskedLater(StageProgress Stage) : Standing;

    /// <summary>The person asked for the change themselves.</summary>
    public sealed record OwnChange : Standing;

    /// <summary>The stage was decided without the person.</summary>
    public sealed record Decided(StageProgress Stage) : Standing;

    /// <summary>The answers did not come in time.</summary>
    public sealed record Expired : Standing;

    /// <summary>The requester gave the change up.</summary>
    public sealed record Withdrawn : Standing;

    /// <summary>The change is paused; the question comes back.</summary>
    public sealed record OnHold : Standing;

    /// <summary>The change was amended: what was asked is no longer the question.</summary>
    public sealed record Superseded : Standing;

    /// <summary>The stage is not open yet, or the change went on without it.</summary>
    public sealed record NotOpen : Standing;

    /// <summary>The person is not asked, or no longer.</summary>
    /// <param name="By">Who filled the seat instead; null: nobody.</param>
    public sealed record NotAsked(SeatAnswer? By) : Standing;

    /// <summary>Somebody else is signed in than the one to whom the link was sent.</summary>
    public sealed record NotYours(Person Visitor) : Standing;

    /// <summary>How the stage stands for the person.</summary>
    /// <param name="round">The round in which the person was asked.</param>
    public static Standing Of(Change change, string stage, int round, string person, Circumstances circumstances)
    {
        if (round != change.Round || change.Stages.FirstOrDefault(each => each.Definition.Name == stage) is not { } asked)
        {
            return new Superseded();
        }

        if (asked.Answers.LastOrDefault(answer => answer.Person == person) is { } mine)
        {
            return new DecidedByMe(asked, mine);
        }

        return (change.State, asked.Status) switch
        {
            (ChangeState.Withdrawn, _) => new Withdrawn(),
            (ChangeState.Expired, _) => new Expired(),
            (ChangeState.OnHold, _) => new OnHold(),
            (ChangeState.Rejected, _) or (_, StageStatus.Approved or StageStatus.Withheld) => new Decided(asked),
            (_, StageStatus.Open) when !change.State.IsEnded => Asked(asked, change, person, circumstances),
            _ => new NotOpen(),
        };
    }

    private static Standing Asked(StageProgress stage, Change change, string person, Circumstances circumstances) =>
        Seating.Asked(stage, change, circumstances).FirstOrDefault(candidate => candidate.Person.Id == person) is { } seat
            ? new Open(stage, seat)
            : Anything.Decide(change, circumstances) switch
            {
                Decision.Refused(Refusal.PassedOn(var to)) => new PassedOn(to, Answer: null),
                Decision.Refused(Refusal.AnsweredForYou(var by, _, _)) => new PassedOn(by, stage.Answers.Last(answer => answer.Person == by)),
                Decision.Refused(Refusal.HeardLast) => new AskedLater(stage),
                Decision.Refused(Refusal.OwnChange) => new OwnChange(),
                _ => new NotAsked(Taken(stage, change, person, circumstances)),
            };

    /// <summary>Any answer: the decider is asked why the person may give none, so that the page says the same.</summary>
    private static Approve Anything { get; } = new(Approves: true, Comments: "", Conditions: [], Gate.Complete, Role: null, ContentDigest: null);

    private static SeatAnswer? Taken(StageProgress stage, Change change, string person, Circumstances circumstances) =>
        stage.Answers.LastOrDefault(answer => Participants.Acts(Actor.Person(person), answer.Role, change, circumstances));
}
