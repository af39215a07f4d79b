namespace ChangeManagement.Web.Hosting;

/// <summary>What a newcomer is told of a host that has started.</summary>
/// <param name="Address">Where it is reached; known once it has started.</param>
/// <param name="Data">Where its register is, for people.</param>
public sealed record Whereabouts(Func<string?> Address, string Data);
