using System.Globalization;
using ChangeManagement.Organisation;
using ChangeManagement.Policies;
using ChangeManagement.Register;
using ChangeManagement.Web.Identity;

namespace ChangeManagement.Web.Notifications.Messages;

/// <summary>A policy is to be reviewed.</summary>
public static class ReviewMessages
{
    /// <summary>The message to one of those who review it.</summary>
    public static Message Of(Policy policy, ReviewChase chase, Person person) => new()
    {
        Key = string.Create(CultureInfo.InvariantCulture, $"review-{policy.Id}-{chase.Due:yyyy-MM-dd}-{chase.Times}-{person.Id}"),
        Kind = MessageKind.Review,
        To = person,
        Subject = $"{(chase.Times == 1 ? "Review due" : "Review overdue")}: {policy.Title} ({policy.Id} {policy.Version})",
        Headline = string.Create(CultureInfo.InvariantCulture, $"The policy “{policy.Title}” was to be reviewed on {chase.Due:d MMMM yyyy}."),
        Because = $"You are asked as {policy.Reviews.By ?? Roles.Administrator}{(policy.Reviews.Cycle is { } cycle ? $"; it is reviewed {cycle}" : "")}.",
        Paragraphs = ["Review it, and give its file the dates of this review and the next; until then you are reminded every week."],
        Action = new MessageAction("Open the policies", "/policies"),
        At = chase.At,
    };
}
