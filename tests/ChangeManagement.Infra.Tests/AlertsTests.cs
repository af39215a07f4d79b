using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml;
using ChangeManagement.Infra.Bicep;

namespace ChangeManagement.Infra;

/// <summary>An alert on words that nobody writes never fires.</summary>
public sealed partial class AlertsTests
{
    private static readonly BicepFile Alerts = InfraFiles.Files["modules/alerts.bicep"];

    private static int WindowInMinutes => (int)XmlConvert.ToTimeSpan(Alerts.Variables["window"].Literal!).TotalMinutes;

    [Fact]
    public void EveryAlertOnTheLog_LooksForWordsThatTheAppLogs()
    {
        var logged = InTheApp().SelectMany(file => Logged().Matches(File.ReadAllText(file))).Select(match => match.Groups["text"].Value).ToList();
        Assert.Contains("{What} was not finished, {Times} times now; it is tried again later.", logged);
        // Of the server's loop; in Azure the function fails instead.
        Assert.DoesNotContain("The sweep failed; the next one tries again.", logged);
        var rules = Alerts.Variables["logged"].Children;
        Assert.All(rules, rule => Assert.True(rule["says"]!.Children.Length + rule["hostSays"]!.Children.Length > 0, $"{rule["name"]!.Text} looks for nothing."));
        Assert.All(
            rules.SelectMany(rule => rule["says"]!.Children).Select(words => words.Literal!)
                .Concat(Phrases().Matches(Query("unfinished")).Select(match => match.Groups["text"].Value)),
            words => Assert.Contains(logged, text => text.Contains(words, StringComparison.Ordinal)));
    }

    [Fact]
    public void MailThatIsGivenUp_IsReported_WhateverTheReason()
    {
        var given = InTheApp().Where(file => Path.GetFileName(file) is "DirectMail.cs" or "Unreachable.cs")
            .SelectMany(file => Logged().Matches(File.ReadAllText(file))).Select(match => match.Groups["text"].Value).ToList();
        Assert.NotEmpty(given);
        var says = Rule("undelivered")["says"]!.Children.Select(words => words.Literal!).ToList();
        Assert.All(given, text => Assert.Contains(says, words => text.Contains(words, StringComparison.Ordinal)));
    }

    [Fact]
    public void TheWordsAreFound_WhicheverWayALineComesIntoTheLog()
    {
        // What is logged outside a function comes by the console: the host guesses its level, and its category is the host's.
        var traces = Alerts.Variables["ofApp"].Text + Alerts.Variables["rules"].Text + Query("unfinished");
        Assert.Contains("Message contains ", traces, StringComparison.Ordinal);
        Assert.Contains("parse Message with * ", traces, StringComparison.Ordinal);
        Assert.All(["SeverityLevel", "Category", "Message =", "Message startswith"], narrower => Assert.DoesNotContain(narrower, traces, StringComparison.Ordinal));
    }

    [Fact]
    public void ARoundThatFailsTwice_IsReported_HoweverRarelyItIsDue()
    {
        var source = File.ReadAllText(Path.Combine(InfraFiles.Root, "src", "ChangeManagement.Functions", "Triggers", "Rounds.cs"));
        var rounds = Timers().Matches(source)
            .Select(match => (Name: match.Groups["name"].Value, Minutes: match.Groups["minutes"] is { Success: true } minutes ? Number(minutes.Value) : 1))
            .ToList();
        Assert.Equal(["sweep", "anchor", "digest"], rounds.Select(round => round.Name));
        Assert.Equal(rounds.Select(round => round.Name), InfraFiles.Main.Variables["rounds"].Children.Select(name => name.Literal));
        var query = Query("failed-rounds");
        Assert.Contains("${failed} and OperationName in (${join(map(rounds, ", query, StringComparison.Ordinal);
        Assert.Contains("failures = count() by OperationName | where failures > 1", query, StringComparison.Ordinal);
        // Two failures in a row fall into a window, and a late line does as well.
        Assert.All(rounds, round => Assert.True(2 * round.Minutes < WindowInMinutes, $"{round.Name} cannot fail twice in a window."));
    }

    [Fact]
    public void WorkThatFailsAgainAndAgain_IsReported_AndWorkThatFailedOnceIsNot()
    {
        // Tried again ever more rarely, so that a window holds one line of it at last: what counts is the number that the line says.
        Assert.EndsWith(" times:int \" times now\" * | where times > 2'", Query("unfinished"), StringComparison.Ordinal);
        Assert.Equal("0", Rule("unfinished")["moreThan"]!.Text);
    }

    [Fact]
    public void HoweverOftenAlertsLook_TheyLookOverTheSameTime_SoThatTheirThresholdsMeanTheSame()
    {
        var looks = Alerts.Resources.Select(resource => resource.Body["properties"]!).Where(properties => properties["windowSize"] is not null).ToList();
        Assert.Equal(2, looks.Count);
        Assert.All(looks, look => Assert.Equal(("every", "window"), (look["evaluationFrequency"]!.Text, look["windowSize"]!.Text)));
        Assert.All(["PT5M", "PT15M"], every => Assert.InRange(XmlConvert.ToTimeSpan(every).TotalMinutes, 1, WindowInMinutes));
        // Windows overlap and show a line again: one mail until it is over.
        Assert.All(looks, look => Assert.Equal("true", look["autoMitigate"]?.Text));
    }

    [Fact]
    public void EveryAlert_IsOfAKnownSeverity_AndSpeaksInSentences()
    {
        var rules = Rules.ToList();
        Assert.Equal(10, rules.Select(rule => rule["name"]!.Literal).Distinct(StringComparer.Ordinal).Count());
        Assert.All(rules, rule =>
        {
            Assert.InRange(int.Parse(rule["severity"]!.Text, System.Globalization.CultureInfo.InvariantCulture), 0, 3);
            Assert.EndsWith(".", rule["text"]!.All.Last(node => node.Kind == "string_content").Text, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void TheHost_DropsNothingThatAlertsLookFor()
    {
        using var host = JsonDocument.Parse(File.ReadAllText(Path.Combine(InfraFiles.Root, "host.json")));
        var logging = host.RootElement.GetProperty("logging");
        Assert.False(logging.GetProperty("applicationInsights").GetProperty("samplingSettings").GetProperty("isEnabled").GetBoolean());
        var levels = logging.GetProperty("logLevel").EnumerateObject().ToDictionary(level => level.Name, level => level.Value.GetString(), StringComparer.Ordinal);
        // Of their own code people see warnings; of the host's, requests that failed and messages that nobody can work off.
        Assert.Equal("Information", levels["default"]);
        Assert.DoesNotContain(levels.Keys, category => category.StartsWith("ChangeManagement", StringComparison.Ordinal));
        Assert.All(levels.Where(level => level.Key.Contains("Durable", StringComparison.Ordinal) || level.Key == "Host.Results"), level => Assert.Equal("Warning", level.Value));
    }

    private static IEnumerable<Node> Rules => Alerts.Variables["logged"].Children.Concat(Alerts.Variables["queried"].Children);

    private static Node Rule(string name) => Rules.Single(rule => rule["name"]!.Literal == name);

    private static string Query(string name) => Rule(name)["query"]!.Text;

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>The sources of what runs in the Functions app: of the projects that it refers to, without the loops that only the server starts.</summary>
    private static IEnumerable<string> InTheApp()
    {
        var registration = File.ReadAllText(Path.Combine(InfraFiles.Root, "src", "ChangeManagement.Web", "Hosting", "Registration.cs"));
        var loops = Services().Matches(InLoops().Match(registration).Value).Select(match => $"{match.Groups["name"].Value}.cs").ToHashSet(StringComparer.Ordinal);
        Assert.Contains("SweeperService.cs", loops);
        return Projects(Path.Combine(InfraFiles.Root, "src", "ChangeManagement.Functions", "ChangeManagement.Functions.csproj")).Distinct(StringComparer.Ordinal)
            .SelectMany(project => Directory.EnumerateFiles(Path.GetDirectoryName(project)!, "*.cs", SearchOption.AllDirectories))
            .Where(file => !loops.Contains(Path.GetFileName(file)));
    }

    private static IEnumerable<string> Projects(string project) => References().Matches(File.ReadAllText(project))
        .SelectMany(match => Projects(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(project)!, match.Groups["project"].Value)))).Prepend(project);

    [GeneratedRegex("""logger\s*\.Log(Warning|Error|Critical)\(\s*([a-z]\w*,\s*)?"(?<text>[^"]+)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Logged();

    [GeneratedRegex("""<ProjectReference Include="(?<project>[^"]+)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex References();

    [GeneratedRegex(@"if \(recurring is Recurring\.InLoops\)\s*\{[^}]*\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex InLoops();

    [GeneratedRegex(@"AddHostedService<(?<name>\w+)>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Services();

    [GeneratedRegex("""\[Function\("(?<name>\w+)"\)\]\s+public \w+ \w+\(\[TimerTrigger\("\d+ \*(/(?<minutes>\d+))? """, RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Timers();

    [GeneratedRegex("""\"(?<text>[^\"]* [^\"]*)\" """, RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Phrases();
}
