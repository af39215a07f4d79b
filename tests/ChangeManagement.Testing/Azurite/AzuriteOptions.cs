namespace ChangeManagement.Testing.Azurite;

/// <summary>How Azurite runs.</summary>
/// <param name="IsKept">True: it saves what it holds, lazily and when it is asked to end; false: in memory.</param>
/// <param name="IsHttps">True: over https, and it takes tokens of a directory.</param>
public sealed record AzuriteOptions(bool IsKept = false, bool IsHttps = false);
