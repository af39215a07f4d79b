using System.Collections.Immutable;
using ChangeManagement.Organisation;

namespace ChangeManagement.Policies;

/// <summary>What an assessment depends on beside the policy and the request.</summary>
/// <param name="Now">When it is made.</param>
/// <param name="Systems">The systems file in force.</param>
/// <param name="SuspendedTypes">The catalogue types that lost their pre-approval (W7).</param>
/// <param name="RequestedClass">The class that the request names, one of the policy's; null: none.</param>
/// <param name="RequestedAt">When the change was requested, if that was before; null: now.</param>
public sealed record AssessmentInputs(
    DateTimeOffset Now, Systems Systems, ImmutableHashSet<string> SuspendedTypes, string? RequestedClass = null,
    DateTimeOffset? RequestedAt = null);
