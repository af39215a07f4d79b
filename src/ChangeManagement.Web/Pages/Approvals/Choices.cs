using ChangeManagement.Web.Pages.Forms;

namespace ChangeManagement.Web.Pages.Approvals;

/// <summary>What a person who is asked may answer.</summary>
internal static class Choices
{
    public const string Approve = "approve";
    public const string ApproveOnConditions = "approve-on-conditions";
    public const string Reject = "reject";
    public const string Delegate = "delegate";
    public const string Ask = "ask";

    /// <summary>All of them, in the order of the page.</summary>
    public static IReadOnlyList<Option> All { get; } =
    [
        new(Approve, "Approve"),
        new(ApproveOnConditions, "Approve on conditions"),
        new(Reject, "Reject"),
        new(Delegate, "Pass it on to somebody else"),
        new(Ask, "Ask a question first"),
    ];
}
