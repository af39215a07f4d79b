using System.Text;
using System.Text.Json.Nodes;
using ChangeManagement.Web.Notifications.Messages;

namespace ChangeManagement.Web.Notifications.Rendering;

/// <summary>Writes messages as Adaptive Cards for Teams.</summary>
public static class TeamsCard
{
    /// <summary>The most bytes of a card: Teams takes 28 KB after it has expanded it.</summary>
    public const int MostBytes = 20_000;

    /// <summary>From what is pleasant to read down to what always fits: how many characters a text has, and how many things a list.</summary>
    private static readonly (int Text, int List)[] Sizes = [(1_500, 20), (600, 20), (250, 15), (120, 10), (60, 5)];

    /// <summary>
    /// The bare card, version 1.4. Texts are runs, which no client reads as Markdown (TextBlocks and facts would be); they get shorter, and say
    /// so, until the card fits.
    /// </summary>
    public static JsonObject Of(Message message, SiteAddress site) => Sizes
        .Select(size => Of(message, site, size.Text, size.List))
        .First(card => Encoding.UTF8.GetByteCount(card.ToJsonString()) < MostBytes);

    private static JsonObject Of(Message message, SiteAddress site, int mostText, int mostListed)
    {
        var body = new JsonArray { Banner(message), Words(Run(Cut(message.Headline), "Large", isBold: true)) };
        Add(message.Because, because => Words(Run(because, isSubtle: true)));
        Add(message.Deadline, due => Labelled(due.Label, due.Value));
        Add(message.Code, code => Words(Run("Your code: "), Run(code, "Large", isBold: true, isMonospace: true), Run(". The page asks for it when you decide.")));
        foreach (var paragraph in message.Paragraphs)
        {
            body.Add(Words(Run(Cut(paragraph))));
        }

        Listed(message.Items, item => Labelled(item.Title, item.Detail));
        Listed(message.Differences, difference => Words(
            Run($"{difference.Label} was amended\n", isSubtle: true), Run("Before: ", isBold: true), Run($"{Cut(difference.Before)}\n"),
            Run("Now: ", isBold: true), Run(Cut(difference.After))));
        Listed(message.Facts, fact => Labelled(fact.Label, fact.Value));
        return new JsonObject
        {
            ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
            ["type"] = "AdaptiveCard",
            ["version"] = "1.4",
            ["fallbackText"] = Plain(Cut(message.Headline)),
            ["body"] = body,
            ["actions"] = message.Action is { } action
                ? new JsonArray(new JsonObject { ["type"] = "Action.OpenUrl", ["title"] = action.Label, ["url"] = site.Link(action.Path) })
                : new JsonArray(),
        };

        string Cut(string text) => Shortened.Text(text, mostText);

        JsonObject Labelled(string label, string text) => text.Length == 0
            ? Words(Run($"• {Cut(label)}"))
            : Words(Run($"{Cut(label)}\n", isBold: true), Run(Cut(text)));

        void Add<T>(T? part, Func<T, JsonObject> write)
            where T : class
        {
            if (part is not null)
            {
                body.Add(write(part));
            }
        }

        void Listed<T>(IReadOnlyCollection<T> things, Func<T, JsonObject> write)
        {
            foreach (var thing in things.Take(mostListed))
            {
                body.Add(write(thing));
            }

            if (things.Count > mostListed)
            {
                body.Add(Words(Run($"… and {things.Count - mostListed} more; the page shows them.", isSubtle: true)));
            }
        }
    }

    private static JsonObject Banner(Message message) => new()
    {
        ["type"] = "Container",
        ["style"] = MessageTones.Of(message.Kind) switch
        {
            MessageTones.Asking => "accent",
            MessageTones.Pressing => "warning",
            MessageTones.Grave => "attention",
            _ => "emphasis",
        },
        ["bleed"] = true,
        ["items"] = new JsonArray(Words(Run(MessageTones.LabelOf(message), isBold: true))),
    };

    private static JsonObject Words(params JsonNode[] runs) => new()
    {
        ["type"] = "RichTextBlock",
        ["inlines"] = new JsonArray(runs),
    };

    private static JsonObject Run(string text, string? size = null, bool isBold = false, bool isSubtle = false, bool isMonospace = false)
    {
        var run = new JsonObject { ["type"] = "TextRun", ["text"] = Plain(text) };
        Add("size", size);
        Add("weight", isBold ? "Bolder" : null);
        Add("fontType", isMonospace ? "Monospace" : null);
        if (isSubtle)
        {
            run["isSubtle"] = true;
        }

        return run;

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                run[name] = value;
            }
        }
    }

    /// <summary>Cards have functions of two braces, <c>{{DATE(…)}}</c>, everywhere in their texts; a joiner between the braces leaves them text.</summary>
    private static string Plain(string text) => text.ReplaceLineEndings("\n").Replace("{{", "{\u2060{", StringComparison.Ordinal);
}
