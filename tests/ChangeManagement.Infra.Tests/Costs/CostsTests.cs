using ChangeManagement.Infra.Bicep;

namespace ChangeManagement.Infra.Costs;

/// <summary>The committed costs follow from the committed figures.</summary>
public sealed class CostsTests
{
    private static readonly string Folder = Path.Combine(InfraFiles.Folder, "costs");
    private static readonly Figures Committed = Figures.Read(File.ReadAllText(Path.Combine(Folder, "operations.json")));
    private static readonly PriceList List = PriceList.Read(File.ReadAllText(Path.Combine(Folder, "prices.json")));

    [Fact]
    public void TheTable_IsWhatTheFiguresAndPricesGive()
    {
        var file = Path.Combine(Folder, "README.md");
        var report = CostReport.ToMarkdown(Committed, List);
        if (Environment.GetEnvironmentVariable("COSTS") == "write")
        {
            File.WriteAllText(file, report);
        }

        Assert.Equal(report, File.ReadAllText(file).ReplaceLineEndings("\n"));
    }

    [Fact]
    public void AChangeMore_CostsItsOwnOperations_AndLeavesTheRestAsItIs()
    {
        var (one, two) = (new Month(Committed, 1000), new Month(Committed, 1001));
        var (change, pages) = (Committed.Change, Committed.Assumed.PagesPerChange);
        var listed = (two.Open - one.Open) * Committed.Rounds.OperationsPerSweepAndOpenChange * Committed.Rounds.SweepsPerHour * Committed.HoursPerMonth;
        Assert.Equal(change.RegisterOperations + (pages * Committed.Assumed.RegisterOperationsPerPage) + listed, two.Register - one.Register, 6);
        Assert.Equal(
            change.Calls + pages + change.Turns + change.TurnsOfDeliveries + change.Timers + change.Activities + change.ActivitiesOfDeliveries,
            two.Executions - one.Executions, 6);
    }

    [Fact]
    public void EveryWorkflowOfAChange_IsPurgedOnce()
    {
        var (month, purge) = (new Month(Committed, 1000), Committed.Durable.Purge);
        var dearer = new Month(Committed with { Durable = Committed.Durable with { Purge = purge with { Tables = purge.Tables + 1, Blobs = purge.Blobs + 1 } } }, 1000);
        Assert.True(purge is { Tables: > 0, Blobs: > 0 });
        var workflows = 1 + Committed.Change.Deliveries;
        Assert.Equal(1000 * workflows, dearer.HubTables - month.HubTables, 6);
        Assert.Equal(1000 * workflows, dearer.BlobWrites - month.BlobWrites, 6);
    }

    [Fact]
    public void TheTable_DescribesTest_AndSaysWhatProdHasBeyondIt()
    {
        Assert.Equal(("Standard_LRS", "PT15M", "0"), (Of("test", "storageSku"), Of("test", "alertEvery"), Of("test", "alwaysReady")));
        Assert.Equal(("Standard_GZRS", "PT5M", "1"), (Of("prod", "storageSku"), Of("prod", "alertEvery"), Of("prod", "alwaysReady")));
        Assert.Equal(Of("test", "instanceMemory"), Of("prod", "instanceMemory"));
        Assert.All([List.Prices.TableOperation, List.Prices.QueueOperation, List.Prices.BlobWrite, List.Prices.TableGigabyte], price => Assert.Contains(", LRS", price.Of, StringComparison.Ordinal));
        Assert.Contains("every 15 minutes", List.Prices.LogAlert.Of, StringComparison.Ordinal);
        Assert.Contains("every 5 minutes", List.Prices.LogAlertEvery5Minutes.Of, StringComparison.Ordinal);

        static string Of(string environment, string parameter)
        {
            var set = InfraFiles.Files[$"parameters/{environment}.bicepparam"].Variables.GetValueOrDefault(parameter) ?? Default(parameter);
            return set.Literal ?? set.Text;
        }
    }

    [Fact]
    public void WhatIsFree_IsNotPaid_AndTheRestByItsUnit()
    {
        var price = new Price(2, Per: 10, Free: 100, "anything");
        Assert.Equal((0, 0, 4), (price.For(50), price.For(100), price.For(120)));
    }

    [Fact]
    public void TheAlertsThatArePaidFor_AreThoseThatAreThere()
    {
        var alerts = InfraFiles.Files["modules/alerts.bicep"];
        Assert.Equal(alerts.Variables["logged"].Children.Length + alerts.Variables["queried"].Children.Length, Committed.Monitoring.LogAlerts);
        var watched = alerts.Resources.Single(resource => resource.Type == "Microsoft.Insights/metricAlerts").Body["properties", "criteria", "allOf"]!.Children;
        Assert.Equal(watched.Sum(criterion => criterion["dimensions"]!.Children.Sum(dimension => dimension["values"]!.Children.Length)), Committed.Monitoring.MetricSeries);
    }

    [Fact]
    public void TheInstance_IsOfTheSizeThatIsDeployed() =>
        Assert.Equal(Committed.Functions.GigabytesPerInstance * 1024, double.Parse(Default("instanceMemory").Text, System.Globalization.CultureInfo.InvariantCulture));

    private static Node Default(string parameter) =>
        InfraFiles.Main.Root.All.First(node => node.Kind == "parameter_declaration" && node.Children[0].Text == parameter).Children[2];
}
