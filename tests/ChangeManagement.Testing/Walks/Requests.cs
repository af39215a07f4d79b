namespace ChangeManagement.Testing.Walks;

/// <summary>Complete requests under each policy, from which a test takes what it needs and changes what it is about.</summary>
public static class Requests
{
    /// <summary>000: what a normal change asks for, with a type of the catalogue.</summary>
    public static IReadOnlyDictionary<string, object?> Gateway(string type) => new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["policy"] = "gateway-operations",
        ["title"] = "A change of the gateway",
        ["change_type"] = type,
        ["description"] = "What is changed and why",
        ["justification"] = "Customers asked for it",
        ["affected_systems"] = new[] { "message-gateway" },
        ["impact"] = new[] { "minimal" },
        ["impact_if_fails"] = "Messages are late",
        ["likelihood_of_failure"] = "low",
        ["test_plan"] = "Send a message",
        ["rollback_plan"] = "Set the old value",
    };

    /// <summary>000: an emergency, of which only the beginning is known.</summary>
    public static IReadOnlyDictionary<string, object?> GatewayEmergency(string type) => new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["policy"] = "gateway-operations",
        ["title"] = "The gateway is in trouble",
        ["change_type"] = type,
        ["description"] = "Stop the bleeding",
        ["emergency_criteria"] = "incident",
    };

    /// <summary>001: a planned change without tests.</summary>
    public static IReadOnlyDictionary<string, object?> Priority(string priority) => new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["policy"] = "priority-approval",
        ["title"] = "Raise the connection limit",
        ["description"] = "From 100 to 200",
        ["change_type"] = "configuration",
        ["priority"] = priority,
        ["affected_systems"] = new[] { "authentication-service" },
        ["risk_level"] = "low",
        ["rollback_plan"] = "Set it back to 100",
        ["implementation_plan"] = "Set it, restart",
    };

    /// <summary>001: an emergency.</summary>
    public static IReadOnlyDictionary<string, object?> PriorityEmergency() => new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["policy"] = "priority-approval",
        ["title"] = "Close the hole in the login",
        ["description"] = "Patch the library",
        ["urgency"] = "emergency",
        ["emergency_criteria"] = "security-vulnerability",
    };

    /// <summary>002: the whole template.</summary>
    public static IReadOnlyDictionary<string, object?> Officer(string type) => new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["policy"] = "security-officer",
        ["title"] = "Show the balance on the first page",
        ["description"] = "A new box on the first page",
        ["justification"] = "Asked for most often",
        ["impact"] = "One more query a visit",
        ["change_type"] = type,
        ["affected_systems"] = new[] { "website" },
        ["risk_assessment"] = "The page may be slower; the query is cached",
        ["test_plan"] = "Load the page",
        ["rollback_plan"] = "Deploy the version before",
        ["implementation_plan"] = "Deploy",
    };

    /// <summary>002: an emergency.</summary>
    public static IReadOnlyDictionary<string, object?> OfficerEmergency() => new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["policy"] = "security-officer",
        ["title"] = "Bring the website back",
        ["change_type"] = "emergency",
        ["emergency_criteria"] = "service-outage",
    };

    /// <summary>003: §4.2's required information, every factor low, at a time within every window.</summary>
    public static IReadOnlyDictionary<string, object?> Board(DateTimeOffset start) => new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["policy"] = "advisory-board",
        ["title"] = "Release the new search",
        ["description"] = "Search by meaning",
        ["justification"] = "Searches come back empty",
        ["touches"] = new[] { "application" },
        ["affected_systems"] = new[] { "public-api" },
        ["impact_analysis"] = "Searches may be slower",
        ["systems_affected"] = "low",
        ["user_impact"] = "low",
        ["data_risk"] = "low",
        ["reversibility"] = "low",
        ["security_impact"] = "low",
        ["test_plan"] = "Search for a hundred known things",
        ["rollback_plan"] = "Deploy the version before",
        ["implementation_plan"] = "Deploy region by region",
        ["scheduled_start"] = start,
        ["owner"] = "dana",
    };

    /// <summary>003: an emergency.</summary>
    public static IReadOnlyDictionary<string, object?> BoardEmergency() => new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["policy"] = "advisory-board",
        ["title"] = "Bring the API back",
        ["description"] = "Restart with the old pool size",
        ["emergency_criteria"] = "production-down",
        ["impact_analysis"] = "Nobody can sign in",
        ["affected_systems"] = new[] { "public-api" },
        ["owner"] = "dana",
    };

    /// <summary>004: §4's proposal, every rating low.</summary>
    public static IReadOnlyDictionary<string, object?> BuildOs(string type) => new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["policy"] = "build-os",
        ["title"] = "Answer in the customer's language",
        ["change_type"] = type,
        ["description"] = "The assistant picks the language of the question",
        ["justification"] = "Customers write in many languages",
        ["affected_systems"] = new[] { "assistant" },
        ["risk_level"] = "low",
        ["security_impact"] = "None",
        ["data_impact"] = "None",
        ["ai_boundary_impact"] = "The prompt grows by one sentence",
        ["rollback_plan"] = "Switch it off",
        ["monitoring_strategy"] = "Watch the rate of complaints",
        ["environment"] = "production",
        ["availability_impact"] = "low",
        ["data_integrity_risk"] = "low",
        ["confidentiality_risk"] = "low",
        ["tenant_isolation_risk"] = "low",
        ["compliance_impact"] = "low",
        ["performance_impact"] = "low",
        ["ai_boundary_drift_risk"] = "low",
    };

    /// <summary>004: an emergency.</summary>
    public static IReadOnlyDictionary<string, object?> BuildOsEmergency() => new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["policy"] = "build-os",
        ["title"] = "Stop the assistant from leaking",
        ["description"] = "Cut it off from the customer data",
        ["emergency_criteria"] = "active-incident",
        ["affected_systems"] = new[] { "assistant" },
        ["owner"] = "ada",
    };

    /// <summary>The request with a field said otherwise; null leaves it out.</summary>
    public static IReadOnlyDictionary<string, object?> With(this IReadOnlyDictionary<string, object?> request, string field, object? value)
    {
        var changed = new Dictionary<string, object?>(request, StringComparer.Ordinal) { [field] = value };
        if (value is null)
        {
            changed.Remove(field);
        }

        return changed;
    }
}
