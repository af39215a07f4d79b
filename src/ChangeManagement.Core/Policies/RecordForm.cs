using System.Collections.Immutable;

namespace ChangeManagement.Policies;

/// <summary>What a line of the change log shows, in the words and the order of the document; without columns the product chooses.</summary>
/// <param name="Columns">The columns in order.</param>
/// <param name="Source">The clause.</param>
public sealed record RecordForm(ImmutableArray<RecordColumn> Columns, string? Source);

/// <summary>A column of the change log.</summary>
/// <param name="Shows">What of the change it shows.</param>
/// <param name="Heading">The document's word for it.</param>
public sealed record RecordColumn(RecordField Shows, string Heading);

/// <summary>What the register knows of a change and a column can show.</summary>
public enum RecordField
{
    /// <summary>The number of the change.</summary>
    Number,

    /// <summary>When it was submitted.</summary>
    Submitted,

    /// <summary>What it does.</summary>
    Description,

    /// <summary>Its class, by the policy's title.</summary>
    Class,

    /// <summary>The people who approved it.</summary>
    ApprovedBy,

    /// <summary>Its state, in the policy's words.</summary>
    Status,

    /// <summary>Remarks: rollback reasons, exceptions, comments.</summary>
    Notes,

    /// <summary>When it was implemented.</summary>
    Implemented,

    /// <summary>The environment that it touches.</summary>
    Environment,

    /// <summary>Whether, by whom and when its rollback was confirmed to be ready.</summary>
    RollbackReadiness,

    /// <summary>The reference of its architectural decision record.</summary>
    Adr,
}

/// <summary>The occasions on which a freeze may be declared; empty: any.</summary>
/// <param name="During">The occasions: title by name.</param>
/// <param name="Source">The clause.</param>
public sealed record FreezeOccasions(ImmutableArray<NamedText> During, string? Source)
{
    /// <summary>The roles that may declare one, beside administrators.</summary>
    public ImmutableArray<string> DeclaredBy { get; init; } = [];
}
