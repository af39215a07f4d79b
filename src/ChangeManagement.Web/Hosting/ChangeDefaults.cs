namespace ChangeManagement.Web.Hosting;

/// <summary>What a request that does not say otherwise gets.</summary>
/// <param name="PolicyId">The policy of requests that name none, under tokens that name none. Setting <c>Policies:Default</c>.</param>
public sealed record ChangeDefaults(string PolicyId);
