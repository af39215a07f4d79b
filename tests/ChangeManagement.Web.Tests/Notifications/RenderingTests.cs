using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using AngleSharp.Html.Parser;
using ChangeManagement.Organisation;
using ChangeManagement.Testing.Hosting;
using ChangeManagement.Web.Notifications.Rendering;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChangeManagement.Web.Notifications;

/// <summary>Every channel shows the same message within its limits, and text stays text in it.</summary>
public sealed class RenderingTests
{
    private const string Token = "abcdefghijklmnopqrstuvwxyz012345";

    public static TheoryData<string, int> Texts { get; } = new()
    {
        { "Short", 3 },
        { string.Concat(Enumerable.Repeat("Long & <wide> ", 1_400)), 3 },
        { string.Concat(Enumerable.Repeat("é&\U0001F469\u200D\U0001F680", 3_000)), 100 },
        { Hostile.Text, 30 },
        { "{{DATE(2026-01-01T00:00:00Z)}}", 1 },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void ACard_IsSmallEnough_AndEndsInOneButton(string text, int count)
    {
        var card = TeamsCard.Of(Full(text, count), Told.Site);
        Assert.InRange(Encoding.UTF8.GetByteCount(card.ToJsonString()), 1, TeamsCard.MostBytes - 1);
        var action = Assert.Single(card["actions"]!.AsArray())!;
        Assert.Equal(("Action.OpenUrl", "Review", $"https://changes.example.com/approvals/{Token}"), (Text(action, "type"), Text(action, "title"), Text(action, "url")));
        Assert.Contains("K7P2QX", Everything(card));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void NoTextOfACard_IsReadAsMarkdownOrAsAFunction(string text, int count)
    {
        var all = Objects(TeamsCard.Of(Full(text, count), Told.Site)).ToList();
        Assert.DoesNotContain(all, element => element["type"]?.ToString() is "TextBlock" or "FactSet");
        Assert.DoesNotContain(all.SelectMany(Strings), value => value.Contains("{{", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void SlackBlocks_KeepTheLimits_AndEscapeWhatSlackReads(string text, int count)
    {
        var body = SlackBlocks.Of(Full(text, count), Told.Site);
        var blocks = body["blocks"]!.AsArray();
        Assert.InRange(blocks.Count, 1, 50);
        Assert.Single(Objects(body), element => element["type"]?.ToString() == "button");
        foreach (var block in blocks)
        {
            Assert.InRange(block!["text"]?["text"]?.ToString().Length ?? 1, 1, Text(block, "type") == "header" ? 150 : 3_000);
            var fields = block["fields"]?.AsArray() ?? [];
            Assert.InRange(fields.Count, 0, 10);
            Assert.All(fields, field => Assert.InRange(field!["text"]!.ToString().Length, 1, 2_000));
        }

        Assert.All(
            Objects(body).Where(element => element["type"]?.ToString() is "plain_text" or "mrkdwn").Select(element => element["text"]!.ToString()).Append(body["text"]!.ToString()),
            words => Assert.DoesNotMatch("[<>]|&(?!amp;|lt;|gt;)", words));
        Assert.All(
            Objects(body).Where(element => element["type"]?.ToString() == "mrkdwn"),
            label => Assert.Equal(2, label["text"]!.ToString().Count(letter => letter is '*' or '_' or '~' or '`')));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task AMail_LeadsNowhereButToThisSite_FetchesNothing_AndHasOneButton(string text, int count)
    {
        var mail = await Render(Full(text, count));
        var page = new HtmlParser().ParseDocument(mail.Html);
        Assert.Empty(page.QuerySelectorAll("script, img, iframe, form, link, object, svg, [onerror], [src]"));
        Assert.All(page.QuerySelectorAll("a"), link => Assert.StartsWith("https://changes.example.com/", link.GetAttribute("href"), StringComparison.Ordinal));
        Assert.Single(page.QuerySelectorAll("a"), link => link.TextContent == "Review");
        Assert.Equal("K7P2QX", page.QuerySelector("strong.code")!.TextContent);
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task AMail_IsNotSoLongThatItIsCut(string text, int count)
    {
        var mail = await Render(Full(text, count));
        Assert.InRange(Encoding.UTF8.GetByteCount(mail.Html), 1, 102_000);
    }

    [Fact]
    public async Task ThePlainPart_SaysTheSame_WithTheLinkOnOneLineAndNoMarkup()
    {
        var mail = await Render(Full("Rotate the keys", 1));
        Assert.StartsWith("Chen asks for your approval: Rotate the keys\n\nYou are asked as Peer.\n\nPlease answer until 4 Mar 2026, 16:00 CET · 15:00 UTC.\n", mail.Text, StringComparison.Ordinal);
        Assert.Contains($"\nReview: https://changes.example.com/approvals/{Token}\n", mail.Text, StringComparison.Ordinal);
        Assert.Contains("\nYour code: K7P2QX\n", mail.Text, StringComparison.Ordinal);
        Assert.Contains("begin with “approve”, or with “reject because” and the reason", mail.Text, StringComparison.Ordinal);
        Assert.Contains("Rollback plan 1: Rotate the keys", mail.Text, StringComparison.Ordinal);
        Assert.Contains("before: Rotate the keys\n  now: Rotate the keys!", mail.Text, StringComparison.Ordinal);
        Assert.Contains("\n-- \n", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain('<', mail.Text);
    }

    [Fact]
    public async Task AMailThatCannotBeAnswered_DoesNotOfferIt()
    {
        var bodies = new MailBodies(Told.Site with { ReplyDomain = null }, NullLoggerFactory.Instance);
        var mail = await bodies.Render(Full("Rotate the keys", 1));
        Assert.DoesNotContain("answer this mail", mail.Text + mail.Html, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task WhatIsShortened_SaysSo(string text, int count)
    {
        var message = Full(text, count);
        var isLong = text.Length > 4_000;
        Assert.Equal(isLong, (await Render(message)).Text.Contains("shortened; the page shows all of it", StringComparison.Ordinal));
        if (isLong)
        {
            Assert.Contains("shortened; the page shows all of it", Everything(TeamsCard.Of(message, Told.Site)));
            Assert.Contains("shortened; the page shows all of it", Everything(SlackBlocks.Of(message, Told.Site)));
        }
    }

    private static Task<MailBody> Render(Message message) => new MailBodies(Told.Site, NullLoggerFactory.Instance).Render(message);

    private static Message Full(string text, int count) => new()
    {
        Key = "key",
        Kind = MessageKind.Request,
        To = new Person("ada", "Ada Moreau", "ada@example.com", null, null, null, "Europe/Berlin", []),
        Change = "CHG-2026-001",
        Subject = $"Approval requested: {text}",
        Headline = $"Chen asks for your approval: {text}",
        Because = "You are asked as Peer.",
        Deadline = new MessageFact("Please answer until", "4 Mar 2026, 16:00 CET · 15:00 UTC"),
        Facts = [.. Enumerable.Range(1, Math.Min(count, 30)).Select(number => new MessageFact($"Rollback plan {number}", text))],
        Differences = [.. Enumerable.Range(1, Math.Min(count, 30)).Select(number => new MessageDifference($"Field {number}", text, text + "!"))],
        Items = [.. Enumerable.Range(1, count).Select(_ => new MessageItem(text, text, "/changes/CHG-2026-001"))],
        Action = new MessageAction("Review", $"/approvals/{Token}"),
        Code = "K7P2QX",
        ReplyKey = new string('a', 30),
        At = new DateTimeOffset(2026, 3, 3, 15, 0, 0, TimeSpan.Zero),
    };

    private static string Text(JsonNode node, string member) => node[member]!.ToString();

    private static string Everything(JsonNode node) => string.Join('\n', Objects(node).SelectMany(Strings));

    private static IEnumerable<string> Strings(JsonObject element) => element.Select(pair => pair.Value).OfType<JsonValue>().Select(value => value.ToString());

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject element => element.SelectMany(pair => Objects(pair.Value)).Prepend(element),
        JsonArray array => array.SelectMany(Objects),
        _ => [],
    };
}
