namespace ChangeManagement.Web.Identity;

/// <summary>Roles of the directory that belong to the product and not to a policy.</summary>
public static class Roles
{
    /// <summary>May see and operate orchestrations, tokens and the mailbox.</summary>
    public const string Administrator = "change-administrator";
}
