using System.Text.Json.Nodes;
using ChangeManagement.Web.Notifications.Messages;

namespace ChangeManagement.Web.Notifications.Rendering;

/// <summary>Writes messages for Slack.</summary>
public static class SlackBlocks
{
    /// <summary>The most blocks of a message.</summary>
    public const int MostBlocks = 50;

    private const int MostOfHeader = 150;
    private const int MostOfText = 3_000;
    private const int MostOfField = 2_000;
    private const int MostListed = 12;

    /// <summary>The body for a webhook: a text for notifications, and the blocks. What others wrote stands in plain texts, which have no markup.</summary>
    public static JsonObject Of(Message message, SiteAddress site)
    {
        var blocks = new JsonArray
        {
            Block("context", ("elements", new JsonArray(Plain(MessageTones.LabelOf(message), MostOfText)))),
            Block("header", ("text", Plain(message.Headline, MostOfHeader))),
        };
        if (message.Headline.Length > MostOfHeader)
        {
            blocks.Add(Section(message.Headline));
        }

        if (message.Because is { } because)
        {
            blocks.Add(Section(because));
        }

        if (message.Deadline is { } due)
        {
            blocks.Add(Labelled(due.Label, due.Value));
        }

        if (message.Code is { } code)
        {
            blocks.Add(Labelled("Your code", $"{code}\nThe page asks for it when you decide."));
        }

        foreach (var paragraph in message.Paragraphs)
        {
            blocks.Add(Section(paragraph));
        }

        Listed(message.Items, item => item.Detail.Length == 0 ? Section($"• {item.Title}") : Labelled(item.Title, item.Detail));
        if (message.Action is { } action)
        {
            blocks.Add(Block("actions", ("elements", new JsonArray(new JsonObject
            {
                ["type"] = "button",
                ["style"] = "primary",
                ["text"] = Plain(action.Label, MostOfText),
                ["url"] = site.Link(action.Path),
            }))));
        }

        Listed(message.Differences, difference => Labelled(
            $"{difference.Label} was amended", $"Before: {Half(difference.Before)}\nNow: {Half(difference.After)}"));
        Listed(message.Facts, fact => Labelled(fact.Label, fact.Value));
        return new JsonObject { ["text"] = Escaped(message.Subject, MostOfText), ["blocks"] = blocks };

        static string Half(string text) => Shortened.Text(text, (MostOfField - 100) / 2);

        void Listed<T>(IReadOnlyCollection<T> things, Func<T, JsonObject> write)
        {
            foreach (var thing in things.Take(MostListed))
            {
                blocks.Add(write(thing));
            }

            if (things.Count > MostListed)
            {
                blocks.Add(Section($"… and {things.Count - MostListed} more; the page shows them."));
            }
        }
    }

    private static JsonObject Section(string text) => Block("section", ("text", Plain(text, MostOfText)));

    /// <summary>Two columns on a desk, one above the other on a phone.</summary>
    private static JsonObject Labelled(string label, string text) => Block("section", ("fields", new JsonArray(
        new JsonObject { ["type"] = "mrkdwn", ["text"] = $"*{Unformatted(Escaped(label, MostOfField - 100))}*", ["verbatim"] = true },
        Plain(text, MostOfField))));

    private static JsonObject Plain(string text, int most) =>
        new() { ["type"] = "plain_text", ["text"] = Escaped(text, most), ["emoji"] = false };

    private static JsonObject Block(string type, params (string Name, JsonNode Value)[] members)
    {
        var block = new JsonObject { ["type"] = type };
        foreach (var (name, value) in members)
        {
            block[name] = value;
        }

        return block;
    }

    /// <summary>The three characters that Slack reads itself count as what they are written as.</summary>
    private static string Escaped(string text, int most)
    {
        for (var length = most; ; length -= Math.Max(1, length / 10))
        {
            var escaped = Escape(Shortened.Text(text.ReplaceLineEndings("\n"), length));
            if (escaped.Length <= most)
            {
                // An empty text is refused as a whole message would be.
                return escaped.Length == 0 ? " " : escaped;
            }
        }
    }

    private static string Escape(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);

    /// <summary>A label is bold as a whole: marks of its own would end that.</summary>
    private static string Unformatted(string text) => new([.. text.Select(letter => letter is '*' or '_' or '~' or '`' or '\n' ? ' ' : letter)]);
}
