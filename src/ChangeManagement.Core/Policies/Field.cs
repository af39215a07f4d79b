using System.Collections.Immutable;

namespace ChangeManagement.Policies;

/// <summary>What a field of a request holds.</summary>
public enum FieldType
{
    /// <summary>One line.</summary>
    Text,

    /// <summary>Several lines.</summary>
    LongText,

    /// <summary>One of the field's choices.</summary>
    Choice,

    /// <summary>Several of the field's choices.</summary>
    Choices,

    /// <summary>Ids of the systems file.</summary>
    Systems,

    /// <summary>Id of a person of the directory.</summary>
    Person,

    /// <summary>A point in time with its offset.</summary>
    DateTime,

    /// <summary>Several free texts.</summary>
    List,

    /// <summary>Yes or no.</summary>
    Flag,

    /// <summary>A number.</summary>
    Number,
}

/// <summary>A field of the request form of one policy.</summary>
/// <param name="Name">As in the API, for example <c>rollback_plan</c>.</param>
/// <param name="Type">What it holds.</param>
/// <param name="Label">What people read.</param>
/// <param name="Help">A sentence for those who fill it in; null: none.</param>
/// <param name="Source">The clause; null: the field carries a decision of the product.</param>
/// <param name="Choices">The choices in order; empty unless the type has choices.</param>
/// <param name="Aliases">Other names of choices, by the name that is accepted.</param>
public sealed record Field(
    string Name,
    FieldType Type,
    string Label,
    string? Help,
    string? Source,
    ImmutableArray<FieldChoice> Choices,
    ImmutableSortedDictionary<string, string> Aliases)
{
    /// <summary>Names that a request carries beside its fields; no policy may declare them.</summary>
    public static ImmutableArray<string> Reserved { get; } = ["policy", "class", "requester"];
}

/// <summary>A choice with what people read.</summary>
public sealed record FieldChoice(string Id, string Label);
