using ChangeManagement.Calendars;
using ChangeManagement.Changes;
using ChangeManagement.Policies;
using ChangeManagement.Register;
using ChangeManagement.Web.Identity;
using Microsoft.AspNetCore.Http;

namespace ChangeManagement.Web.Api;

/// <summary>Declares and ends freezes, for the API and for the page.</summary>
internal sealed class FreezeDesk(Freezes freezes, RulebookShelf shelf, TimeProvider time)
{
    private const int LongestText = 500;

    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    /// <summary>The policies for which the caller may declare and end freezes: all for administrators, else those that name a role of theirs.</summary>
    public IEnumerable<Policy> PoliciesOf(HttpContext http) => shelf.Current.Policies.Values.Where(policy => http.User.Allows(Scopes.Admin)
        || (http.User.Allows(Scopes.Write) && http.User.Actor() is { Kind: ActorKind.Person } person
            && policy.FreezeOccasions.DeclaredBy.Any(role => shelf.Current.Directory.Holds(person.Id, role, time.GetUtcNow()))));

    /// <summary>What the caller wants to declare.</summary>
    /// <exception cref="BadBodyException">It is not documented or not bound in time.</exception>
    public DeclaredFreeze Read(string? policyId, string? occasion, string? reason, DateTimeOffset? from, DateTimeOffset? to, Actor actor)
    {
        var now = time.GetUtcNow();
        var policy = shelf.Current.Policies.GetValueOrDefault(policyId ?? "")
            ?? throw new BadBodyException($"'policy' is one of: {string.Join(", ", shelf.Current.Policies.Keys)}.");
        var listed = policy.FreezeOccasions.During;
        var named = listed.FirstOrDefault(each => each.Name == occasion)?.Title ?? (listed.IsEmpty ? occasion?.Trim() : null);
        if (string.IsNullOrEmpty(named) || named.Length > LongestText)
        {
            throw new BadBodyException(listed.IsEmpty
                ? "'occasion' says what the freeze is for, in a few words."
                : $"'occasion' is one of: {string.Join(", ", listed.Select(each => each.Name))}.");
        }

        if (reason?.Trim() is not { Length: > 0 and <= LongestText } said)
        {
            throw new BadBodyException($"Say a 'reason', in {LongestText} characters at most: a freeze must be documented.");
        }

        var begins = from ?? now;
        return to is not { } ends ? throw new BadBodyException("Say until when in 'to': a freeze must be time-bound.")
            : ends <= begins || ends <= now ? throw new BadBodyException("'to' must lie after 'from' and after now.")
            : ends - begins > Longest ? throw new BadBodyException("A freeze lasts a year at most; declare a shorter one.")
            : new DeclaredFreeze(StandingFacts.NewId(ends), policy.Id, named, said, begins, ends, actor.Id, now);
    }

    /// <summary>Every freeze that is not over.</summary>
    public Task<System.Collections.Immutable.ImmutableArray<DeclaredFreeze>> List(CancellationToken cancellation) => freezes.List(time.GetUtcNow(), cancellation);
}
