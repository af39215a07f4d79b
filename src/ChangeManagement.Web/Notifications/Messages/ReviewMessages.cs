using System.Globalization;
using ChangeManagement.Organisation;
using ChangeManagement.Policies;
using ChangeManagement.Register;
using ChangeManagement.Web.Identity;

namespace ChangeManagement.Web.Notifications.Messages;

/// <summary>What a person is told of a policy that is to be reviewed.</summary>
internal static class ReviewMessages
{
    /// <summary>The reminder of a review.</summary>
    public static Message Of(Policy policy, ReviewChase chase, Person person) => new()
    {
        Key = string.Create(CultureInfo.InvariantCulture, $"review-{policy.Id}-{chase.Due:yyyy-MM-dd}-{chase.Times}-{person.Id}"),
        Kind = MessageKind.Review,
        To = person,
        Subject = $"{(chase.Times == 1 ? "Review due" : "Review overdue")}: {policy.Title} ({policy.Id} {policy.Version})",
        Headline = $"You are asked as {policy.Reviews.By ?? Roles.Administrator}: the policy was to be reviewed on {chase.Due:yyyy-MM-dd}"
            + $"{(policy.Reviews.Cycle is { } cycle ? $" ({cycle})" : "")}. "
            + "Review it, and give its file the dates of this review and the next; until then you are reminded every week.",
        At = chase.At,
    };
}
