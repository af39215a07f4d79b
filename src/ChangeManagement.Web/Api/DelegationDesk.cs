using System.Collections.Immutable;
using ChangeManagement.Changes;
using ChangeManagement.Policies;
using ChangeManagement.Register;
using ChangeManagement.Web.Identity;
using ChangeManagement.Web.Notifications;
using Microsoft.AspNetCore.Http;

namespace ChangeManagement.Web.Api;

/// <summary>Declares and ends standing delegations, for the API and for the page: one's own, and anybody's for administrators.</summary>
internal sealed class DelegationDesk(Delegations delegations, DelegationNotices notices, RulebookShelf shelf, TimeProvider time)
{
    private const int LongestReason = 500;

    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    /// <summary>True if the caller may declare and end the delegations of a person.</summary>
    public static bool MayChange(string from, HttpContext http) =>
        http.User.Allows(Scopes.Admin) || (http.User.Allows(Scopes.Approve) && http.User.Actor().Is(from));

    /// <summary>Those that are not over and that the caller gave, has, or may end.</summary>
    public async Task<ImmutableArray<StandingDelegation>> List(HttpContext http) =>
    [
        .. (await delegations.List(time.GetUtcNow(), http.RequestAborted))
            .Where(delegation => MayChange(delegation.From, http) || http.User.Actor().Is(delegation.To) || http.User.Actor().Is(delegation.From)),
    ];

    /// <summary>One that is not over; null: there is none of that id.</summary>
    public async Task<StandingDelegation?> Find(string id, CancellationToken cancellation) =>
        await delegations.Find(id, cancellation) is { } found && found.Ends > time.GetUtcNow() ? found : null;

    /// <summary>What the caller wants to declare.</summary>
    /// <param name="from">The person whose voice is passed on; null: the caller.</param>
    /// <exception cref="BadBodyException">It names nobody, or is not bound in time.</exception>
    public StandingDelegation Read(
        string? from, string? to, string? policy, string? reason, DateTimeOffset? starts, DateTimeOffset? ends, Actor actor)
    {
        var now = time.GetUtcNow();
        var giver = from ?? (actor.Kind is ActorKind.Person ? actor.Id : throw new BadBodyException("Say whose approvals are passed on in 'from'."));
        foreach (var (member, person) in new[] { ("from", giver), ("to", to ?? "") })
        {
            if (shelf.Current.Directory.Find(person) is null)
            {
                throw new BadBodyException($"'{member}' must be the id of a person of the directory.");
            }
        }

        if (policy is not null && !shelf.Current.Policies.ContainsKey(policy))
        {
            throw new BadBodyException($"'policy' is one of: {string.Join(", ", shelf.Current.Policies.Keys)}; leave it out for all of them.");
        }

        var said = (reason ?? "").Trim();
        var begins = starts ?? now;
        return giver == to ? throw new BadBodyException("Nobody passes their approvals on to themselves; choose somebody else in 'to'.")
            : said.Length > LongestReason ? throw new BadBodyException($"'reason' has {LongestReason} characters at most.")
            : ends is not { } until ? throw new BadBodyException("Say until when in 'ends': a delegation must be time-bound.")
            : until <= begins || until <= now ? throw new BadBodyException("'ends' must lie after 'starts' and after now.")
            : until - begins > Longest ? throw new BadBodyException("A delegation lasts a year at most; declare a shorter one.")
            : new StandingDelegation(StandingFacts.NewId(until), giver, to!, policy, begins, until, said, actor.ToString(), now);
    }

    /// <summary>Declares one and tells the delegate.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> Declare(StandingDelegation delegation, Caller caller, CancellationToken cancellation)
    {
        var id = await delegations.Declare(delegation, caller, cancellation);
        if (id == delegation.Id)
        {
            await notices.Tell(delegation, cancellation);
        }

        return id;
    }

    /// <summary>Ends one before its time.</summary>
    public Task End(StandingDelegation delegation, Caller caller, CancellationToken cancellation) =>
        delegations.End(delegation, caller, time.GetUtcNow(), cancellation);
}
