using System.Security.Claims;
using ChangeManagement.Changes;

namespace ChangeManagement.Web.Identity;

/// <summary>How an actor is carried in a request's principal, whichever way it signed in.</summary>
public static class Principals
{
    private const string ScopeClaim = "scope";
    private const string PolicyClaim = "policy";

    /// <summary>The principal of an actor.</summary>
    public static ClaimsPrincipal Create(string scheme, Actor actor, IEnumerable<string> scopes, string? policy) => new(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, actor.Id),
            new Claim(ClaimTypes.Actor, actor.Kind.ToString()),
            .. scopes.Select(scope => new Claim(ScopeClaim, scope)),
            .. policy is null ? (IEnumerable<Claim>)[] : [new Claim(PolicyClaim, policy)],
        ],
        scheme));

    /// <summary>Who calls.</summary>
    /// <exception cref="InvalidOperationException">The endpoint was left open to anonymous callers.</exception>
    public static Actor Actor(this ClaimsPrincipal principal) => new(
        Enum.Parse<ActorKind>(principal.FindFirstValue(ClaimTypes.Actor) ?? throw new InvalidOperationException("The endpoint requires a caller.")),
        principal.FindFirstValue(ClaimTypes.NameIdentifier)!);

    /// <summary>True if the token or the sign-in allows it.</summary>
    public static bool Allows(this ClaimsPrincipal principal, string scope) => principal.HasClaim(ScopeClaim, scope);

    /// <summary>The policy of requests that name none; null: the server's default.</summary>
    public static string? DefaultPolicy(this ClaimsPrincipal principal) => principal.FindFirstValue(PolicyClaim);
}
