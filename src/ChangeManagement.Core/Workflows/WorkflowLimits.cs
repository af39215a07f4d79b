namespace ChangeManagement.Workflows;

/// <summary>What holds for every workflow, in both hosts.</summary>
public static class WorkflowLimits
{
    /// <summary>Of an instance id, in characters.</summary>
    public const int LongestId = 100;

    /// <summary>Of a status as JSON, in bytes.</summary>
    public const int LargestStatus = 16 * 1024;

    /// <summary>Judges an instance id.</summary>
    /// <exception cref="ArgumentException">It has no or too many characters, or one that a store cannot keep in a key.</exception>
    public static void CheckId(string instanceId)
    {
        if (instanceId.Length is 0 or > LongestId)
        {
            throw new ArgumentException($"An instance id has 1 to {LongestId} characters; '{instanceId}' has {instanceId.Length}.", nameof(instanceId));
        }

        var wrong = instanceId.AsSpan().IndexOfAny(@"/\#?@");
        if (wrong >= 0)
        {
            throw new ArgumentException(
                $"The instance id '{instanceId}' holds '{instanceId[wrong]}'; / \\ # ? and @ are not allowed.", nameof(instanceId));
        }
    }

    /// <summary>Judges a status.</summary>
    /// <param name="json">It as JSON in UTF-8.</param>
    /// <exception cref="ArgumentException">It is too large.</exception>
    public static void CheckStatus(ReadOnlySpan<byte> json)
    {
        if (json.Length > LargestStatus)
        {
            throw new ArgumentException($"The status has {json.Length} bytes of JSON; at most {LargestStatus} fit.", nameof(json));
        }
    }
}
