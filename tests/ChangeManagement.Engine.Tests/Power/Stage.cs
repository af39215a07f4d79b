namespace ChangeManagement.Engine.Tests.Power;

/// <summary>What callers and an admin do to an instance, one after the other; some end with the second ring, some are purged.</summary>
internal enum Stage
{
    Started,
    Rung,
    Rewound,
    Restarted,
    RungAgain,
    Terminated,
    Purged,
}
