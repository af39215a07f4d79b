using System.Collections.Immutable;
using System.Text.Json;
using ChangeManagement.Policies;

namespace ChangeManagement.Testing;

/// <summary>Assesses requests as the product does: from JSON, through the fields of the policy.</summary>
public static class Assess
{
    /// <summary>Tuesday, 17 November 2026, 10:00 in New York: business hours, and no freeze of any policy.</summary>
    public static DateTimeOffset UsualTime { get; } = new(2026, 11, 17, 15, 0, 0, TimeSpan.Zero);

    /// <summary>Systems of the sample organisation, for requests that are not about their systems.</summary>
    public static ImmutableArray<string> SomeSystems { get; } = ["authentication-service", "admin-ui"];

    /// <summary>What a policy that ships makes of these facts, which are an anonymous object or a dictionary of fields.</summary>
    public static Assessment Under(
        string policyId,
        object facts,
        string? requestedClass = null,
        DateTimeOffset? at = null,
        IEnumerable<string>? suspended = null) =>
        Under(Shipped.Policy(policyId), facts, requestedClass, at, suspended);

    /// <summary>What a policy makes of these facts.</summary>
    public static Assessment Under(
        Policy policy, object facts, string? requestedClass = null, DateTimeOffset? at = null, IEnumerable<string>? suspended = null)
    {
        var organisation = Shipped.Organisation;
        var reading = new FieldReader(policy, organisation.Systems, organisation.Directory).Read(JsonSerializer.SerializeToElement(facts));
        return reading.Errors.IsEmpty
            ? Assessor.Assess(policy, reading.Facts, new AssessmentInputs(
                at ?? UsualTime,
                organisation.Systems,
                [.. suspended ?? []],
                requestedClass ?? reading.RequestedClass))
            : throw new InvalidOperationException(string.Join('\n', reading.Errors.Select(error => error.Message)));
    }
}
