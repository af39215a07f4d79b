using System.Collections.Immutable;
using ChangeManagement.Changes;
using ChangeManagement.Policies.Reading;

namespace ChangeManagement.Policies.Conditions;

/// <summary>A field says one of these values; of a list, one of its items does.</summary>
public sealed record FactIs(string Field, ImmutableArray<string> Values) : Condition
{
    /// <inheritdoc/>
    public override string Words => $"{Field} is {Values.Or()}";

    /// <inheritdoc/>
    public override IEnumerable<string> Reads => [Field];

    /// <inheritdoc/>
    public override bool Holds(Situation situation) => situation.Facts[Field] switch
    {
        FactValue.Text(var text) => Values.Contains(text),
        FactValue.List(var items) => items.Any(item => Values.Contains(item)),
        FactValue.Number number => Values.Contains(number.ToString()),
        _ => false,
    };

    /// <inheritdoc/>
    protected internal override IEnumerable<string> Looked(Situation situation) => [$"{Field} = {situation.Said(Field)}"];

    internal static Condition Read(YamlNode node, Vocabulary known)
    {
        var conditions = node.Entries().Select(entry => ReadOne(entry, known)).ToImmutableArray();
        return conditions is [var only] ? only : new All(conditions);
    }

    internal static Condition ReadOne(YamlEntry entry, Vocabulary known)
    {
        entry.Key.Name("field", known.Fields.Keys);
        return known.Fields.GetValueOrDefault(entry.Name) switch
        {
            { Type: FieldType.Flag } => new FlagIs(entry.Name, entry.Value.Flag()),
            { Type: FieldType.Choice or FieldType.Choices } field =>
                new FactIs(entry.Name, entry.Value.Names($"value of {entry.Name}", field.Choices.Select(choice => choice.Id))),
            _ => new FactIs(entry.Name, entry.Value.Texts()),
        };
    }
}

/// <summary>A field says yes, or no. A field that is not said is neither.</summary>
public sealed record FlagIs(string Field, bool Value) : Condition
{
    /// <inheritdoc/>
    public override string Words => Value ? Field : $"{Field} is no";

    /// <inheritdoc/>
    public override IEnumerable<string> Reads => [Field];

    /// <inheritdoc/>
    public override bool Holds(Situation situation) => situation.Facts[Field] is FactValue.Flag(var value) && value == Value;

    /// <inheritdoc/>
    protected internal override IEnumerable<string> Looked(Situation situation) => [$"{Field} = {situation.Said(Field)}"];
}

/// <summary>The request says all of these fields.</summary>
public sealed record Says(ImmutableArray<string> Fields) : Condition
{
    /// <inheritdoc/>
    public override string Words => $"{Fields.And()} said";

    /// <inheritdoc/>
    public override IEnumerable<string> Reads => Fields;

    /// <inheritdoc/>
    public override bool Holds(Situation situation) => Fields.All(situation.Facts.Says);

    /// <inheritdoc/>
    protected internal override IEnumerable<string> Looked(Situation situation) =>
        Fields.Select(field => $"{field} = {situation.Said(field)}");

    internal static Condition Read(YamlNode node, Vocabulary known) => new Says(node.Names("field", known.Fields.Keys));
}

/// <summary>The request leaves out one of these fields.</summary>
public sealed record Missing(ImmutableArray<string> Fields) : Condition
{
    /// <inheritdoc/>
    public override string Words => $"{Fields.Or()} missing";

    /// <inheritdoc/>
    public override IEnumerable<string> Reads => Fields;

    /// <inheritdoc/>
    public override bool Holds(Situation situation) => !Fields.All(situation.Facts.Says);

    /// <inheritdoc/>
    protected internal override IEnumerable<string> Looked(Situation situation) =>
        Fields.Select(field => $"{field} = {situation.Said(field)}");

    internal static Condition Read(YamlNode node, Vocabulary known) => new Missing(node.Names("field", known.Fields.Keys));
}

/// <summary>The type of change is one of these.</summary>
public sealed record TypeIs(ImmutableArray<string> Names) : Condition
{
    /// <inheritdoc/>
    public override string Words => $"type is {Names.Or()}";

    /// <inheritdoc/>
    public override IEnumerable<string> Reads => [CatalogueType.Field];

    /// <inheritdoc/>
    public override bool Holds(Situation situation) => Names.Contains(situation.Facts.Text(CatalogueType.Field));

    /// <inheritdoc/>
    protected internal override IEnumerable<string> Looked(Situation situation) => [$"type = {situation.Said(CatalogueType.Field)}"];

    internal static Condition Read(YamlNode node, Vocabulary known) => new TypeIs(node.Names("type", known.Types));
}
