using System.Text.Json;

namespace ChangeManagement.Infra.Costs;

/// <summary>What was counted and what is assumed: <c>infra/costs/operations.json</c>.</summary>
internal sealed record Figures(
    ChangeFigures Change, Assumptions Assumed, Rounds Rounds, DurableFigures Durable, FunctionFigures Functions, MonitoringFigures Monitoring, double HoursPerMonth)
{
    /// <summary>Reads them.</summary>
    public static Figures Read(string json) => JsonSerializer.Deserialize<Figures>(json, Strict.Json)!;
}

/// <summary>One change from request to closure.</summary>
/// <param name="Calls">Requests to the API.</param>
/// <param name="RegisterOperations">Reads, queries and transactions on the register's tables.</param>
/// <param name="Doorbells">Events that were raised to its workflow.</param>
/// <param name="Turns">Times that its workflow ran on.</param>
/// <param name="Deliveries">Workflows that carried its messages, with turns and activities of their own.</param>
internal sealed record ChangeFigures(
    string What, double Calls, double RegisterOperations, double Doorbells, double Turns, double Activities, double Timers, double Deliveries,
    double TurnsOfDeliveries, double ActivitiesOfDeliveries);

/// <summary>What nobody counted.</summary>
internal sealed record Assumptions(
    double PagesPerChange, double RegisterOperationsPerPage, double DaysThatAChangeIsOpen, double KilobytesInTheRegisterPerChange,
    double KilobytesInTheHubPerChange, double MonthsKept, double MonthsKeptInTheHub, double LogKilobytesPerExecution);

/// <summary>What runs whether or not anything changes.</summary>
/// <param name="OperationsPerSweepAndOpenChange">The lists of open changes come in pages.</param>
/// <param name="LooksAtAllPerHour">Sweeps that look at the workflow of every open change.</param>
internal sealed record Rounds(
    double SweepsPerHour, double OperationsPerSweep, double OperationsPerSweepAndOpenChange, double LooksAtAllPerHour,
    double OperationsPerLookAtAChange, double SecondsPerLookAtAChange,
    double OtherRoundsPerHour, double OperationsPerOtherRound);

/// <summary>Storage operations of Durable Functions for each thing that a workflow does.</summary>
internal sealed record DurableFigures(
    string Sources, Step Start, Step Event, Step Turn, Step Activity, Step Timer, Step Purge, Step Burst, Step WorkerHour, Step ScalingHour, double BlobWritesPerRound,
    double BlobOtherPerHour);

/// <summary>Operations of one step.</summary>
/// <param name="Blobs">Lists and writes of blobs, which are priced alike.</param>
internal sealed record Step(string Why, double Tables, double Queues, double Blobs = 0);

/// <summary>How executions are billed.</summary>
internal sealed record FunctionFigures(double GigabytesPerInstance, double LeastSecondsPerExecution);

/// <summary>Alerts that are billed.</summary>
internal sealed record MonitoringFigures(double LogAlerts, double MetricSeries);

/// <summary>List prices: <c>infra/costs/prices.json</c>.</summary>
internal sealed record PriceList(string Region, string Currency, string Written, string Note, Prices Prices)
{
    /// <summary>Reads them.</summary>
    public static PriceList Read(string json) => JsonSerializer.Deserialize<PriceList>(json, Strict.Json)!;
}

/// <summary>What is paid for.</summary>
internal sealed record Prices(
    Price FunctionsGigabyteSecond, Price FunctionsExecution, Price FunctionsAlwaysReadyGigabyteSecond, Price TableOperation, Price QueueOperation, Price BlobWrite,
    Price BlobOther, Price TableGigabyte, Price LogGigabyte, Price LogAlert, Price LogAlertEvery5Minutes, Price MetricSeries);

/// <summary>A price for so many, the first of each month free.</summary>
internal sealed record Price([property: System.Text.Json.Serialization.JsonPropertyName("price")] double Amount, double Per, double Free, string Of)
{
    /// <summary>What an amount costs.</summary>
    public double For(double amount) => Math.Max(0, amount - Free) / Per * Amount;
}

file static class Strict
{
    /// <summary>A misspelt or missing figure is an error, not a zero.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
    };
}
