namespace ChangeManagement.Testing.Azurite;

/// <summary>What can go wrong between a client and its storage account.</summary>
public abstract record Fault
{
    /// <summary>Too much to do; nothing was done. <paramref name="RetryAfter"/> in seconds; null: the answer names no time.</summary>
    public sealed record Busy(int? RetryAfter = null) : Fault;

    /// <summary>500; nothing was done.</summary>
    public sealed record FailedBefore : Fault;

    /// <summary>500, though it was done.</summary>
    public sealed record FailedAfter : Fault;

    /// <summary>The connection breaks before the request arrives.</summary>
    public sealed record CutBefore : Fault;

    /// <summary>The connection breaks after it was done.</summary>
    public sealed record CutAfter : Fault;

    /// <summary>It is done, and no answer comes as long as the caller waits.</summary>
    public sealed record NoAnswer : Fault;
}
