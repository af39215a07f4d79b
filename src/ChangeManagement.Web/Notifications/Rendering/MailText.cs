using System.Text;

namespace ChangeManagement.Web.Notifications.Rendering;

/// <summary>A message as plain text: what is asked first, then where to answer, then what there is to know.</summary>
internal static class MailText
{
    private const int UsualText = 4_000;
    private const int UsualList = 100;

    /// <summary>The text. Lines are as long as their sentences: phones wrap them better than anybody else.</summary>
    public static string Of(Message message, SiteAddress site, int mostText = UsualText, int mostListed = UsualList)
    {
        var text = new StringBuilder();
        Paragraph(Cut(message.Headline));
        Paragraph(message.Because);
        foreach (var paragraph in message.Paragraphs)
        {
            Paragraph(Cut(paragraph));
        }

        Paragraph(message.Deadline is { } deadline ? $"{deadline.Label} {deadline.Value}." : null);
        foreach (var item in message.Items.Take(mostListed))
        {
            Paragraph($"- {Cut(item.Title)}{Indented(Cut(item.Detail))}{(item.Path is { } path ? $"\n  {site.Link(path)}" : "")}");
        }

        Paragraph(MailWords.More(message.Items.Length - mostListed));
        if (message.Action is { } action)
        {
            Paragraph($"{action.Label}: {site.Link(action.Path)}");
        }

        Paragraph(message.Code is { } code ? $"Your code: {code}\n{MailWords.AboutCode}" : null);
        Paragraph(site.ReplyTo(message) is null ? null : MailWords.AboutReply);
        if (!message.Differences.IsEmpty)
        {
            Title("WHAT WAS AMENDED");
            foreach (var difference in message.Differences.Take(mostListed))
            {
                Paragraph($"{difference.Label}\n  before: {Cut(difference.Before)}\n  now: {Cut(difference.After)}");
            }
        }

        if (!message.Facts.IsEmpty)
        {
            Title("WHAT IT IS ABOUT");
            foreach (var fact in message.Facts.Take(mostListed))
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

        string Cut(string value) => Messages.Shortened.Text(value, mostText);

        void Title(string words) => text.Append(words).Append('\n').Append('-', words.Length).Append('\n');
    }

    private static string Indented(string detail) =>
        detail.Length == 0 ? "" : "\n  " + detail.ReplaceLineEndings("\n").Replace("\n", "\n  ", StringComparison.Ordinal);
}
