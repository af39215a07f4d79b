using System.Text;

namespace ChangeManagement.Web.Notifications.Rendering;

/// <summary>A message as plain text: what is asked first, then where to answer, then what there is to know.</summary>
internal static class MailText
{
    private const int MostOfText = 4_000;

    /// <summary>The text. Lines are as long as their sentences: phones wrap them better than anybody else.</summary>
    public static string Of(Message message, SiteAddress site)
    {
        var text = new StringBuilder();
        Paragraph(message.Headline);
        Paragraph(message.Because);
        foreach (var paragraph in message.Paragraphs)
        {
            Paragraph(paragraph);
        }

        Paragraph(message.Deadline is { } deadline ? $"{deadline.Label}: {deadline.Value}" : null);
        foreach (var item in message.Items)
        {
            Paragraph($"- {item.Title}{Indented(item.Detail)}{(item.Path is { } path ? $"\n  {site.Link(path)}" : "")}");
        }

        if (message.Action is { } action)
        {
            Paragraph($"{action.Label}: {site.Link(action.Path)}");
        }

        Paragraph(message.Code is { } code ? $"Your code: {code}\n{MailWords.AboutCode}" : null);
        Paragraph(site.ReplyTo(message) is null ? null : MailWords.AboutReply);
        if (!message.Differences.IsEmpty)
        {
            Title("WHAT WAS AMENDED");
            foreach (var difference in message.Differences)
            {
                Paragraph($"{difference.Label}\n  before: {Cut(difference.Before)}\n  now: {Cut(difference.After)}");
            }
        }

        if (!message.Facts.IsEmpty)
        {
            Title("WHAT IT IS ABOUT");
            foreach (var fact in message.Facts)
            {
                Paragraph($"{fact.Label}:{(fact.Value.Contains('\n', StringComparison.Ordinal) ? "\n" : " ")}{Cut(fact.Value)}");
            }
        }

        // A line of its own with two dashes and a space begins what mail programs know as a signature.
        return text.Append("-- \n").Append(MailWords.Footer(message)).Append('\n').ToString();

        void Paragraph(string? words)
        {
            if (words is { Length: > 0 })
            {
                text.Append(words.ReplaceLineEndings("\n").TrimEnd()).Append("\n\n");
            }
        }

        void Title(string words) => text.Append(words).Append('\n').Append('-', words.Length).Append('\n');
    }

    private static string Cut(string value) => Messages.Shortened.Text(value, MostOfText);

    private static string Indented(string detail) =>
        detail.Length == 0 ? "" : "\n  " + detail.ReplaceLineEndings("\n").Replace("\n", "\n  ", StringComparison.Ordinal);
}
