using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ChangeManagement.Register;

namespace ChangeManagement.Web.Notifications.Delivering;

/// <summary>Who is told of one cause, and how far that has come. It holds no message: that is composed anew for each attempt.</summary>
/// <param name="Key">The key of its row.</param>
/// <param name="Cause">What people are told of.</param>
/// <param name="At">When the cause happened, UTC.</param>
/// <param name="Batch">The key of the first row of its batch, whose workflow takes it to its people.</param>
public sealed record Delivery(string Key, DeliveryCause Cause, DateTimeOffset At, string Batch, ImmutableArray<Recipient> Recipients)
{
    /// <summary>How often it has been set off anew, each time in a batch of its own.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Renewal { get; init; }

    /// <summary>When somebody is to be tried next; null: everybody has been told, or cannot be.</summary>
    [JsonIgnore]
    public DateTimeOffset? NextAttempt => Recipients.Min(recipient => recipient.NextAttempt);

    /// <summary>Set off anew: whoever took it to its people until now has nothing to do with it any more.</summary>
    public Delivery Renewed() => this with { Batch = Key, Renewal = Renewal + 1 };

    /// <summary>With a recipient as it is now.</summary>
    public Delivery With(Recipient recipient) =>
        this with { Recipients = [.. Recipients.Select(before => before.Person == recipient.Person ? recipient : before)] };
}

/// <summary>What people are told of.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "of")]
[JsonDerivedType(typeof(OfEvent), "event")]
[JsonDerivedType(typeof(OfReview), "review")]
[JsonDerivedType(typeof(OfDay), "day")]
[JsonDerivedType(typeof(OfDelegation), "delegation")]
public abstract record DeliveryCause
{
    /// <summary>An event of a change.</summary>
    public sealed record OfEvent(string Number, long Seq) : DeliveryCause;

    /// <summary>A policy that is to be reviewed.</summary>
    public sealed record OfReview(string Policy, ReviewChase Chase) : DeliveryCause;

    /// <summary>What waits for a person on a day in their zone.</summary>
    public sealed record OfDay(DateOnly Date) : DeliveryCause;

    /// <summary>Somebody's approvals that are asked of a person for some time.</summary>
    public sealed record OfDelegation(string Id) : DeliveryCause;
}
