namespace ChangeManagement.Engine;

/// <summary>What an instance may be called, in both hosts.</summary>
internal static class InstanceIds
{
    private const int Longest = 100;

    public static void Check(string instanceId)
    {
        if (instanceId.Length is 0 or > Longest)
        {
            throw new ArgumentException($"An instance id has 1 to {Longest} characters; '{instanceId}' has {instanceId.Length}.", nameof(instanceId));
        }

        var wrong = instanceId.AsSpan().IndexOfAny(@"/\#?@");
        if (wrong >= 0)
        {
            throw new ArgumentException(
                $"The instance id '{instanceId}' holds '{instanceId[wrong]}'; / \\ # ? and @ are not allowed.", nameof(instanceId));
        }
    }
}
