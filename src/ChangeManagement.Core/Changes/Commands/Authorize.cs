using ChangeManagement.Organisation;
using ChangeManagement.Policies;

namespace ChangeManagement.Changes.Commands;

/// <summary>Records that somebody authorized an emergency by voice.</summary>
/// <param name="AuthorizedBy">The person who said yes.</param>
/// <param name="How">By telephone, in a call, in person.</param>
/// <param name="At">When; null: now.</param>
/// <param name="Role">The role to count it for; null: the first open seat that the person may fill.</param>
public sealed record Authorize(string AuthorizedBy, string How, DateTimeOffset? At, string? Role) : ChangeCommand
{
    private static readonly TimeSpan LongestAgo = TimeSpan.FromHours(24);

    /// <inheritdoc/>
    public override Decision Decide(Change change, Circumstances circumstances)
    {
        if (circumstances.Actor.Kind is not ActorKind.Person)
        {
            return new Refusal.SystemsFillNoSeat();
        }

        if (change.OpenStage is not { Definition.Verbal: true } stage)
        {
            return new Refusal.WrongState(
                "record a verbal authorization for", change.State.Name, "Only an emergency that waits for its authorization takes one.");
        }

        if (stage.Definition.RecordedBy is { } recorders
            && !recorders.Any(role => Participants.Acts(circumstances.Actor, role, change, circumstances)))
        {
            return new Refusal.NotYourTask("record a verbal authorization for", string.Join(", ", recorders));
        }

        if (How.Length == 0)
        {
            return new Refusal.BadInput("Say how the authorization was given, for example \"by telephone\".");
        }

        var at = At ?? circumstances.Now;
        if (at > circumstances.Now || at < circumstances.Now - LongestAgo)
        {
            return new Refusal.BadInput("The authorization must have been given within the last 24 hours and not in the future; correct 'authorized_at'.");
        }

        if (AuthorizedBy == change.Requester)
        {
            return new Refusal.OwnChange();
        }

        if (stage.Answers.FirstOrDefault(answer => answer.Person == AuthorizedBy) is { } given)
        {
            return new Refusal.AlreadyAnswered(AuthorizedBy, given.Approves ? "approved" : "rejected", given.At);
        }

        if (Seating.SeatOf(AuthorizedBy, Role, stage, change, circumstances) is not { } seat)
        {
            var roles = string.Join(", ", stage.OpenSeats.SelectMany(open => open.Roles).Distinct(StringComparer.Ordinal));
            return new Refusal.BadInput($"'{AuthorizedBy}' cannot authorize this emergency; it takes someone who is {roles}.");
        }

        var answer = new Approve(Approves: true, $"Verbal authorization: {How}", [], Gate.Close, Role, ContentDigest: null);
        return SeatDecision.Make(change, stage, seat, circumstances, answer, new VerbalAuthorization(How, at, circumstances.Actor.Id));
    }
}
