namespace ChangeManagement.Engine.Tests.Simulation;

/// <summary>What an admin does to a life of an instance.</summary>
internal enum Order
{
    /// <summary>Ends it, and its children.</summary>
    Terminate,

    /// <summary>Takes its failure back.</summary>
    Rewind,

    /// <summary>Begins the next one.</summary>
    Restart,

    /// <summary>Leaves nothing of it.</summary>
    Purge,
}
