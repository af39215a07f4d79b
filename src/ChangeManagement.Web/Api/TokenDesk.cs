using ChangeManagement.Changes;
using ChangeManagement.Policies;
using ChangeManagement.Register;
using ChangeManagement.Web.Identity;

namespace ChangeManagement.Web.Api;

/// <summary>Issues tokens, for the API and for the page.</summary>
internal sealed class TokenDesk(Tokens tokens, SystemLog log, RulebookShelf shelf, Admission admission, TimeProvider time)
{
    /// <summary>What an error about the person or system that a token belongs to names as its field.</summary>
    public const string Owner = "owner";

    private const int LongestName = 200;

    /// <summary>Issues a token; the same call sent twice issues one.</summary>
    /// <exception cref="BadBodyException">It does not say what the token is for, whose it is, or what it may be used for.</exception>
    public async Task<Issuance> Issue(TokenBody asked, Caller caller, CancellationToken cancellation) =>
        await FindBefore(caller, cancellation) is { } before ? before
        : await tokens.Issue(Read(asked), caller, cancellation) is { } issued ? new Issuance.Issued(issued)
        : (await FindBefore(caller, cancellation))!;

    private async Task<Issuance?> FindBefore(Caller caller, CancellationToken cancellation) =>
        await log.FindRepetition(caller, time.GetUtcNow(), cancellation) is not { } before ? null
        : before.BodyDigest != caller.Idempotency!.BodyDigest ? new Issuance.KeyReused(caller.Idempotency.Key)
        : await tokens.FindIssued(before.Number, caller, cancellation) is { } issued ? new Issuance.Issued(issued)
        : new Issuance.Gone(before.Number);

    private TokenRequest Read(TokenBody asked)
    {
        Actor? owner = (asked.Person, asked.System) switch
        {
            ({ } person, null) => Actor.Person(person),
            (null, { } system) => Actor.System(system),
            _ => null,
        };
        var errors = ErrorsOf(asked, owner).ToList();
        return errors.Count == 0
            ? new TokenRequest(asked.Name!.Trim(), owner!.Value, asked.Scopes!.Value, asked.Policy, asked.Expires)
            : throw new BadBodyException([.. errors]);
    }

    private IEnumerable<FieldError> ErrorsOf(TokenBody asked, Actor? owner)
    {
        var rulebook = shelf.Current;
        if (asked.Name?.Trim() is not { Length: > 0 and <= LongestName })
        {
            yield return new FieldError("name", $"Say in 'name' what the token is for, in {LongestName} characters at most.");
        }

        if (owner is not { } whose)
        {
            yield return new FieldError(Owner, "Say whose the token is: either the 'person' or the 'system' that calls with it.");
        }
        else if (whose.Kind is ActorKind.System && rulebook.Systems.Find(whose.Id) is null)
        {
            yield return new FieldError(Owner, $"'{whose.Id}' is not in the systems file; enter it there with its owner.");
        }
        else if (whose.Kind is ActorKind.Person && rulebook.Directory.Find(whose.Id) is null)
        {
            yield return new FieldError(Owner, $"'{whose.Id}' is not in the directory.");
        }

        if (asked.Scopes is not { IsEmpty: false } scopes || scopes.Except(Scopes.All).Any())
        {
            yield return new FieldError("scopes", $"Choose at least one: 'scopes' takes one or more of: {string.Join(", ", Scopes.All)}.");
        }
        else if (scopes.Contains(Scopes.Admin) && owner is { } given && !admission.IsAdministrator(given))
        {
            yield return new FieldError(
                "scopes", $"The scope '{Scopes.Admin}' is for persons who hold the role '{Roles.Administrator}'; leave it out, or give the role first.");
        }

        if (asked.Policy is { } policy && !rulebook.Policies.ContainsKey(policy))
        {
            yield return new FieldError("policy", $"No policy '{policy}' is in force; use one of: {string.Join(", ", rulebook.Policies.Keys)}.");
        }

        if (asked.Expires <= time.GetUtcNow())
        {
            yield return new FieldError("expires", "'expires' must lie after now; leave it out for a token that lasts until it is revoked.");
        }
    }
}
