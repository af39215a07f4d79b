using ChangeManagement.Changes;
using ChangeManagement.Organisation;
using ChangeManagement.Policies;
using ChangeManagement.Register;
using ChangeManagement.Web.Notifications.Messages;
using ChangeManagement.Web.Notifications.Sending;
using ChangeManagement.Workflows;

namespace ChangeManagement.Web.Notifications.Delivering;

/// <summary>
/// Composes messages at the moment in which they are sent, from the change as it is then: who is late reads what is true, and secrets of links
/// need not be kept anywhere.
/// </summary>
internal sealed class Composer(
    ChangeDesk desk, ChangeStreams streams, ApprovalLinks links, RulebookShelf rulebook, DailyDigest digest, Delegations delegations, Clock clock)
{
    // A link outlives the last step of chasing a little, so that a late reader learns what became of it.
    private static readonly TimeSpan Afterlife = TimeSpan.FromDays(30);

    /// <summary>The letter to each recipient of a delivery; none where there is nothing to be told any more.</summary>
    public async Task<IReadOnlyList<Letter>> Compose(Delivery delivery, IReadOnlySet<string> people, CancellationToken cancellation) =>
        delivery.Cause switch
        {
            DeliveryCause.OfEvent cause => await OfEvent(cause, people, cancellation),
            DeliveryCause.OfReview cause => OfReview(cause, people),
            DeliveryCause.OfDay => await OfDay(delivery, people, cancellation),
            DeliveryCause.OfDelegation cause => await OfDelegation(cause, people, cancellation),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private async Task<IReadOnlyList<Letter>> OfEvent(DeliveryCause.OfEvent cause, IReadOnlySet<string> people, CancellationToken cancellation)
    {
        if (await desk.Find(cause.Number, cancellation) is not { } change
            || await Event(cause, cancellation) is not { Payload: not null } stored)
        {
            return [];
        }

        var circumstances = await desk.CircumstancesOf(change, Actor.Workflow, clock(), cancellation);
        var told =
            from notice in NoticesOfEvent.Of(ChangeStreams.Read(stored), change, circumstances)
            from person in notice.To
            where people.Contains(person.Id)
            group (Notice: notice, Person: person) by person.Id into ofPerson
            select ofPerson.Last();
        return await Task.WhenAll(told.Select(async each =>
        {
            var secrets = each.Notice.Stage is { } stage ? await links.Open(LinkFor(stage, each.Person, change), cancellation) : null;
            var message = ChangeMessages.Of(each.Notice, each.Person, change, circumstances, stored, secrets);
            return new Letter(
                message with { Key = new DeliveryKey(cause.Number, cause.Seq, each.Person.Id).ToString() },
                ChannelsOf(circumstances.Policy),
                each.Notice.Stage);
        }));
    }

    private IReadOnlyList<Letter> OfReview(DeliveryCause.OfReview cause, IReadOnlySet<string> people)
    {
        var (directory, now) = (rulebook.Current.Directory, clock());
        return rulebook.Current.Policies.GetValueOrDefault(cause.Policy) is { } policy && policy.Reviews.Next == cause.Chase.Due
            ? [.. ReviewersOf(policy, directory, now).Where(person => people.Contains(person.Id))
                .Select(person => new Letter(ReviewMessages.Of(policy, cause.Chase, person), ChannelsOf(policy), Stage: null))]
            : [];
    }

    private async Task<IReadOnlyList<Letter>> OfDay(Delivery delivery, IReadOnlySet<string> people, CancellationToken cancellation)
    {
        var letters = new List<Letter>();
        foreach (var person in people.Select(rulebook.Current.Directory.Find).OfType<Person>())
        {
            if (await digest.Of(person, delivery.At, cancellation) is { } message)
            {
                letters.Add(new Letter(message, [Channel.Mail], Stage: null));
            }
        }

        return letters;
    }

    /// <summary>Nobody is told of one that was ended meanwhile.</summary>
    private async Task<IReadOnlyList<Letter>> OfDelegation(
        DeliveryCause.OfDelegation cause, IReadOnlySet<string> people, CancellationToken cancellation)
    {
        var (directory, policies) = (rulebook.Current.Directory, rulebook.Current.Policies);
        return await delegations.Find(cause.Id, cancellation) is { } delegation
            && directory.Find(delegation.From) is { } from
            && directory.Find(delegation.To) is { } to && people.Contains(to.Id)
            ? [new Letter(DelegationMessages.Of(delegation, from, to, delegation.Policy is { } policy ? policies.GetValueOrDefault(policy) : null), [Channel.Mail], Stage: null)]
            : [];
    }

    /// <summary>Who is reminded of a review: those whom the policy names, and the administrators if nobody is.</summary>
    public static IReadOnlyList<Person> ReviewersOf(Policy policy, PeopleDirectory directory, DateTimeOffset now)
    {
        var reviewers = policy.Reviews.By is { } role ? directory.Holders(role, now) : [];
        return reviewers.Count > 0 ? reviewers : directory.Holders(Identity.Roles.Administrator, now);
    }

    private async Task<StoredEvent?> Event(DeliveryCause.OfEvent cause, CancellationToken cancellation) =>
        (await streams.History(cause.Number, cause.Seq, cancellation)).FirstOrDefault(stored => stored.Seq == cause.Seq);

    /// <summary>Mail first; a policy that names no channels leaves it to what is configured.</summary>
    private static IReadOnlyList<Channel> ChannelsOf(Policy policy)
    {
        Channel[] named = [.. policy.Notifications.Channels.Select(name => name switch
        {
            "email" => Channel.Mail,
            "teams" => Channel.Teams,
            "slack" => Channel.Slack,
            _ => throw new System.Diagnostics.UnreachableException(),
        })];
        return named.Length == 0 ? [Channel.Mail, Channel.Teams, Channel.Slack] : [.. named.Append(Channel.Mail).Distinct().Order()];
    }

    private static ApprovalLink LinkFor(string stage, Person person, Change change)
    {
        var progress = change.Stages.First(progress => progress.Definition.Name == stage);
        var expires = progress.Chases.Select(chase => chase.At).Append(progress.Due!.Value).Max() + Afterlife;
        return new ApprovalLink(change.Number, stage, change.Round, person.Id, expires);
    }
}

/// <summary>A message to one person, and the ways it may take.</summary>
/// <param name="Channels">In the order in which they are tried.</param>
/// <param name="Stage">The stage of whose approval the person is asked; null: it asks for none.</param>
internal sealed record Letter(Message Message, IReadOnlyList<Channel> Channels, string? Stage);
