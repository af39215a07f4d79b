namespace ChangeManagement.Infra.Costs;

/// <summary>What a month with so many changes takes.</summary>
internal sealed class Month(Figures figures, int changes)
{
    private double Hours => figures.HoursPerMonth;

    private double Sweeps => figures.Rounds.SweepsPerHour * Hours;

    private double LooksAtAll => figures.Rounds.LooksAtAllPerHour * Hours;

    private double OtherRounds => figures.Rounds.OtherRoundsPerHour * Hours;

    /// <summary>Changes that are open at any time.</summary>
    public double Open => changes * figures.Assumed.DaysThatAChangeIsOpen * 24 / Hours;

    /// <summary>How long a look at every open change takes.</summary>
    public double SecondsPerLook => Open * figures.Rounds.SecondsPerLookAtAChange;

    /// <summary>Operations on the register's tables.</summary>
    public double Register =>
        changes * (figures.Change.RegisterOperations + (figures.Assumed.PagesPerChange * figures.Assumed.RegisterOperationsPerPage))
        + (Sweeps * (figures.Rounds.OperationsPerSweep + (Open * figures.Rounds.OperationsPerSweepAndOpenChange))) + (OtherRounds * figures.Rounds.OperationsPerOtherRound);

    /// <summary>Looks of the sweeper at the workflows of open changes.</summary>
    public double LooksOfSweeps => LooksAtAll * Open * figures.Rounds.OperationsPerLookAtAChange;

    /// <summary>Operations on the hub's tables.</summary>
    public double HubTables => Hub(step => step.Tables);

    /// <summary>Operations on the hub's queues.</summary>
    public double HubQueues => Hub(step => step.Queues);

    /// <summary>Writes and lists of blobs: what the timers remember, what a purge looks for.</summary>
    public double BlobWrites => ((Sweeps + OtherRounds) * figures.Durable.BlobWritesPerRound) + Hub(step => step.Blobs);

    /// <summary>Renewals of the leases in blobs.</summary>
    public double BlobOther => Hours * figures.Durable.BlobOtherPerHour;

    /// <summary>Executions of functions; each turn of a workflow is one.</summary>
    public double Executions => (changes * PerChange) + Sweeps + OtherRounds;

    /// <summary>Billed at most: as if no two executions ever shared a second.</summary>
    public double GigabyteSeconds => figures.Functions.GigabytesPerInstance
        * (((Executions - LooksAtAll) * figures.Functions.LeastSecondsPerExecution)
            + (LooksAtAll * Math.Max(figures.Functions.LeastSecondsPerExecution, SecondsPerLook)));

    /// <summary>An instance that never sleeps.</summary>
    public double AlwaysReadyGigabyteSeconds => figures.Functions.GigabytesPerInstance * Hours * 3600;

    /// <summary>What is kept once the register has reached its age.</summary>
    public double StoredGigabytes =>
        changes * ((figures.Assumed.MonthsKept * figures.Assumed.KilobytesInTheRegisterPerChange)
            + (figures.Assumed.MonthsKeptInTheHub * figures.Assumed.KilobytesInTheHubPerChange)) / 1e6;

    /// <summary>Logs.</summary>
    public double LogGigabytes => Executions * figures.Assumed.LogKilobytesPerExecution / 1e6;

    private double PerChange => figures.Change.Calls + figures.Assumed.PagesPerChange + figures.Change.Turns + figures.Change.TurnsOfDeliveries + figures.Change.Timers
        + figures.Change.Activities + figures.Change.ActivitiesOfDeliveries;

    private double Hub(Func<Step, double> operations)
    {
        var (change, durable) = (figures.Change, figures.Durable);
        var starts = 1 + change.Deliveries;
        var perChange = (starts * operations(durable.Start)) + (change.Doorbells * operations(durable.Event))
            + ((change.Turns + change.TurnsOfDeliveries) * operations(durable.Turn))
            + ((change.Activities + change.ActivitiesOfDeliveries) * operations(durable.Activity))
            + (change.Timers * operations(durable.Timer)) + (starts * operations(durable.Purge)) + ((starts + change.Doorbells) * operations(durable.Burst));
        return (changes * perChange) + (Hours * (operations(durable.WorkerHour) + operations(durable.ScalingHour)));
    }
}
