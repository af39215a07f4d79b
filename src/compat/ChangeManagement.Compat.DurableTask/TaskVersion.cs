namespace Microsoft.DurableTask;

/// <summary>A version of an orchestrator or activity; none is the empty text.</summary>
public readonly struct TaskVersion : IEquatable<TaskVersion>
{
    private readonly string? version;

    /// <summary>A version; null for none.</summary>
    public TaskVersion(string? version) => this.version = version;

    /// <summary>As text.</summary>
    public string Version => version ?? "";

    public static implicit operator string(TaskVersion value) => value.Version;

    public static implicit operator TaskVersion(string? value) => new(value);

    public static bool operator ==(TaskVersion a, TaskVersion b) => a.Equals(b);

    public static bool operator !=(TaskVersion a, TaskVersion b) => !a.Equals(b);

    /// <inheritdoc/>
    public bool Equals(TaskVersion other) => string.Equals(Version, other.Version, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TaskVersion other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Version);
}
