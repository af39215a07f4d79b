using ChangeManagement.Testing;

namespace ChangeManagement.Policies.AdvisoryBoard;

/// <summary>Requests under document 003 to start from; each test lays what it is about over them.</summary>
internal static class Given
{
    public const string Id = "advisory-board";

    public static Policy Policy => Shipped.Policy(Id);

    /// <summary>A planned change of that risk, complete as §4.2 wants it, and what the policy makes of it.</summary>
    public static Assessment Normal(RiskLevel risk, params (string Field, object Value)[] and) =>
        Assess.Under(Id, Complete(risk, and), at: Monday(10, 0));

    /// <summary>Routine patching of that risk.</summary>
    public static Assessment Standard(RiskLevel risk = RiskLevel.Low, params (string Field, object Value)[] and) =>
        Normal(risk, [("change_type", "routine-patching"), .. and]);

    /// <summary>Production is down; nothing else is said.</summary>
    public static Assessment Emergency(DateTimeOffset at, params (string Field, object Value)[] and) =>
        Assess.Under(Id, Facts([("title", "Checkout is down"), ("emergency_criteria", "production-down"), .. and]), at: at);

    /// <summary>Production is down and the factors of that risk are known.</summary>
    public static Assessment Emergency(RiskLevel risk) => Emergency(Monday(10, 0), Factors(risk));

    /// <summary>Nothing but these facts.</summary>
    public static Assessment Saying(params (string Field, object Value)[] facts) => Assess.Under(Id, Facts(facts), at: Monday(10, 0));

    /// <summary>Every field of §4.2, with factors that add up to the risk.</summary>
    public static Dictionary<string, object?> Complete(RiskLevel risk, params (string Field, object Value)[] and) => Facts(
    [
        ("title", "New checkout"),
        ("description", "Replaces the checkout service."),
        ("justification", "Customers abandon the old one."),
        ("affected_systems", new[] { "authentication-service" }),
        ("impact_analysis", "Everyone who buys."),
        ("test_plan", "Suite, then acceptance."),
        ("rollback_plan", "Deploy the previous version."),
        ("implementation_plan", "Deploy, then shift traffic."),
        ("scheduled_start", "2026-11-17T06:30:00-05:00"),
        ("owner", "ada"),
        .. Factors(risk),
        .. and,
    ]);

    /// <summary>Scores 5, 9, 12 without a 3 that §3.2 names, and 13 with one.</summary>
    public static (string Field, object Value)[] Factors(RiskLevel risk) => risk switch
    {
        RiskLevel.Low => Factors("low", "low", "low", "low", "low"),
        RiskLevel.Medium => Factors("low", "high", "low", "high", "low"),
        RiskLevel.High => Factors("medium", "high", "medium", "high", "medium"),
        _ => Factors("high", "high", "medium", "high", "medium"),
    };

    public static (string Field, object Value)[] Factors(string systems, string users, string data, string reversibility, string security) =>
    [
        ("systems_affected", systems),
        ("user_impact", users),
        ("data_risk", data),
        ("reversibility", reversibility),
        ("security_impact", security),
    ];

    /// <summary>16 November 2026 in New York, a business day without a freeze.</summary>
    public static DateTimeOffset Monday(int hour, int minute) => NewYork(11, 16, hour, minute);

    /// <summary>A moment of winter 2026 in New York.</summary>
    public static DateTimeOffset NewYork(int month, int day, int hour, int minute = 0) =>
        new DateTimeOffset(2026, month, day, hour, minute, 0, TimeSpan.FromHours(-5)).ToUniversalTime();

    private static Dictionary<string, object?> Facts(IEnumerable<(string Field, object Value)> facts)
    {
        var all = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (field, value) in facts)
        {
            all[field] = value;
        }

        return all;
    }
}
