using ChangeManagement.Policies;
using ChangeManagement.Web.Identity;
using Microsoft.AspNetCore.Http;

namespace ChangeManagement.Web.Hosting;

/// <summary>What a request that does not say otherwise gets.</summary>
/// <param name="PolicyId">The policy of requests that name none, under tokens that name none. Setting <c>Policies:Default</c>.</param>
public sealed record ChangeDefaults(string PolicyId)
{
    /// <summary>The policy that a call is about (decision 6), or why there is none.</summary>
    /// <param name="named">The one that the call names; null: none.</param>
    internal (Policy? Policy, FieldError? Error) Choose(string? named, HttpContext http, Rulebook rulebook) =>
        rulebook.Choose(named, http.User.DefaultPolicy(), PolicyId);
}
