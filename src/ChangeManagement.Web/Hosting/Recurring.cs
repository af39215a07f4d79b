namespace ChangeManagement.Web.Hosting;

/// <summary>Who sees to what recurs: sweeping, anchoring, the message of the day. The work is the same; only who calls it differs.</summary>
public enum Recurring
{
    /// <summary>Loops of the process, which also looks for edits of the rulebook and anchors when it stops.</summary>
    InLoops,

    /// <summary>Whoever hosts the process calls at intervals, one of all its instances at a time. The files of the rulebook do not change while it runs.</summary>
    ByTriggers,
}
