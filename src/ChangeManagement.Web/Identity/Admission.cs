using System.Security.Claims;
using ChangeManagement.Changes;
using ChangeManagement.Policies;

namespace ChangeManagement.Web.Identity;

/// <summary>
/// Who may come in, asked of the directory and the systems file at every request: whoever has left them is out at once, whatever token or
/// cookie there still is, and an administrator is who holds the role now.
/// </summary>
internal sealed class Admission(RulebookShelf shelf, TimeProvider time)
{
    /// <summary>The principal of an actor with what of the scopes counts now; null: the actor is not, or no longer, known.</summary>
    public ClaimsPrincipal? Admit(string scheme, Actor actor, IEnumerable<string> scopes, string? policy) => IsKnown(actor)
        ? Principals.Create(scheme, actor, scopes.Where(scope => scope != Scopes.Admin || IsAdministrator(actor)), policy)
        : null;

    /// <summary>True for a person who holds the administrators' role now; never for a system.</summary>
    public bool IsAdministrator(Actor actor) =>
        actor.Kind is ActorKind.Person && shelf.Current.Directory.Holds(actor.Id, Roles.Administrator, time.GetUtcNow());

    private bool IsKnown(Actor actor) => actor.Kind switch
    {
        ActorKind.Person => shelf.Current.Directory.Find(actor.Id) is not null,
        ActorKind.System => shelf.Current.Systems.Find(actor.Id) is not null,
        _ => false,
    };
}
