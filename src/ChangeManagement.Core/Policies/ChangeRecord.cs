namespace ChangeManagement.Policies;

/// <summary>What a column of a change log shows.</summary>
public enum RecordField
{
    /// <summary>The change's number.</summary>
    Number,

    /// <summary>When it was submitted.</summary>
    Submitted,

    /// <summary>What is changed.</summary>
    Description,

    /// <summary>Its class.</summary>
    Class,

    /// <summary>Who approved it.</summary>
    ApprovedBy,

    /// <summary>Its state in the policy's words.</summary>
    Status,

    /// <summary>When its implementation began.</summary>
    Implemented,

    /// <summary>The environment that it touches.</summary>
    Environment,

    /// <summary>Who confirmed, and when, that it can be rolled back.</summary>
    RollbackReadiness,

    /// <summary>The reference of its architectural decision record.</summary>
    Adr,

    /// <summary>What was noted at its end.</summary>
    Notes,
}

/// <summary>A column of the change log that a document prescribes.</summary>
public sealed record RecordColumn(RecordField Field, string Heading);
