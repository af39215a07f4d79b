using System.Collections.Immutable;
using ChangeManagement.Changes;
using ChangeManagement.Organisation;
using ChangeManagement.Policies;

namespace ChangeManagement.Web.Pages.Approvals;

/// <summary>Everything that the page of an approval shows to its person.</summary>
/// <param name="Circumstances">What a decision of that person would look at now.</param>
/// <param name="Person">Who is asked.</param>
/// <param name="Path">The address of the page, to which the answer is sent.</param>
/// <param name="Token">Of the link by which the person came; null: they are signed in instead.</param>
/// <param name="Proof">What has to come with an answer.</param>
/// <param name="Visitor">Who is signed in, if that is somebody else; null otherwise.</param>
/// <param name="Differences">What was amended since the person was asked.</param>
public sealed record ApprovalCase(
    Change Change, Circumstances Circumstances, Standing Standing, Person Person, string Path, string? Token, Proof Proof,
    Person? Visitor, ImmutableArray<Difference> Differences)
{
    /// <summary>The policy that the change keeps.</summary>
    public Policy Policy => Circumstances.Policy;

    /// <summary>What the person sees and so decides on.</summary>
    public string ContentDigest => Change.ContentDigest(Policy.Material);
}
