using ChangeManagement.Changes;
using ChangeManagement.Policies;

namespace ChangeManagement.Web.Pages.Shell;

/// <summary>Roles as people read them.</summary>
public static class RoleWords
{
    /// <summary>The title that the policy gives to the role.</summary>
    /// <param name="policy">Null: it is no longer in force, and the role's name has to do.</param>
    public static string Of(string role, Policy? policy) => role switch
    {
        Participants.RequesterRole => "the requester",
        Participants.OwnerRole => "the change owner",
        Participants.ImplementerRole => "the implementer",
        _ => policy?.Roles.GetValueOrDefault(role)?.Title ?? Shown.Phrase(role),
    };

    /// <summary>Several roles, of which holding one is enough.</summary>
    public static string AnyOf(IEnumerable<string> roles, Policy? policy) => string.Join(" or ", roles.Select(role => Of(role, policy)));

    /// <summary>Several roles that are all meant.</summary>
    public static string AllOf(IEnumerable<string> roles, Policy? policy) => string.Join(", ", roles.Select(role => Of(role, policy)));
}
