namespace ChangeManagement.Policies.GatewayOperations;

/// <summary>Changes as document 000 speaks of them.</summary>
internal static class Given
{
    public static Assessment Change(string type, string? impact = null, string? requestedClass = null) =>
        Assess.Under(
            "gateway-operations",
            new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["title"] = "Turn on pairing for direct messages",
                ["description"] = "Direct messages are paired first.",
                ["change_type"] = type,
                ["impact"] = impact is null ? Array.Empty<string>() : new[] { impact },
            },
            requestedClass);

    /// <summary>A category of the testing table, as a change of a type that no other table speaks of.</summary>
    public static Assessment Category(string category) => category switch
    {
        "Standard" => Change("user-access"),
        "Normal (Low)" => Change("configuration", "minimal"),
        "Normal (Medium)" => Change("configuration", "service-disruption"),
        "Normal (High)" => Change("configuration", "security"),
        "Emergency" => Change("incident-response"),
        _ => throw new ArgumentOutOfRangeException(nameof(category), category, "Document 000 has no such category."),
    };
}
