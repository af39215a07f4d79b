using System.Text.Json;
using System.Text.RegularExpressions;
using ChangeManagement.Infra.Bicep;

namespace ChangeManagement.Infra;

/// <summary>An alert on words that nobody writes never fires.</summary>
public sealed partial class AlertsTests
{
    [Fact]
    public void EveryAlertOnTheLog_LooksForWordsThatTheProductLogs()
    {
        var logged = Directory.EnumerateFiles(Path.Combine(InfraFiles.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Logged().Matches(File.ReadAllText(file))).Select(match => match.Groups["text"].Value).ToList();
        Assert.Contains("The sweep failed; the next one tries again.", logged);
        var rules = InfraFiles.Files["modules/alerts.bicep"].Variables["logged"].Children;
        Assert.All(rules, rule => Assert.True(rule["says"]!.Children.Length + rule["hostSays"]!.Children.Length > 0, $"{rule["name"]!.Text} looks for nothing."));
        Assert.All(
            rules.SelectMany(rule => rule["says"]!.Children),
            words => Assert.Contains(logged, text => text.Contains(words.Literal!, StringComparison.Ordinal)));
    }

    [Fact]
    public void EveryAlert_IsOfAKnownSeverity_AndSpeaksInSentences()
    {
        var variables = InfraFiles.Files["modules/alerts.bicep"].Variables;
        var rules = variables["logged"].Children.Concat(variables["queried"].Children).ToList();
        Assert.Equal(9, rules.Select(rule => rule["name"]!.Literal).Distinct(StringComparer.Ordinal).Count());
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

    [GeneratedRegex("""logger\s*\.Log(Warning|Error|Critical)\(\s*([a-z]\w*,\s*)?"(?<text>[^"]+)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Logged();
}
