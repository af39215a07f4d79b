using ChangeManagement.Web.Notifications;
using Microsoft.Extensions.DependencyInjection;

namespace ChangeManagement.Testing.Hosting;

/// <summary>What a person needs of a message that asks for an approval.</summary>
/// <param name="Path">Of the page, <c>/approvals/…</c>.</param>
/// <param name="Code">That the page asks for.</param>
public sealed record ApprovalMessage(string Path, string Code)
{
    /// <summary>The newest one to the person; throws if there is none.</summary>
    public static async Task<ApprovalMessage> To(string person, RunningProduct product) =>
        (await All(person, product)) is [var newest, ..] ? newest : throw new InvalidOperationException($"{person} was asked for no approval.");

    /// <summary>All to the person, the newest first.</summary>
    public static async Task<IReadOnlyList<ApprovalMessage>> All(string person, RunningProduct product)
    {
        var links = product.Services.GetRequiredService<ApprovalLinks>();
        var messages = await product.Services.GetRequiredService<Mailbox>().List(1000, CancellationToken.None);
        var asked = new List<ApprovalMessage>();
        foreach (var message in messages.Where(message => message.To == $"{person}@example.com" && message.Link?.StartsWith("/approvals/", StringComparison.Ordinal) == true))
        {
            var link = await links.Find(message.Link!["/approvals/".Length..], CancellationToken.None);
            asked.Add(new ApprovalMessage(message.Link, (await links.Open(link!, CancellationToken.None)).Code));
        }

        return asked;
    }
}
