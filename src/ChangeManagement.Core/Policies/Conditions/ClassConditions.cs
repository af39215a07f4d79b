using System.Collections.Immutable;
using ChangeManagement.Policies.Reading;

namespace ChangeManagement.Policies.Conditions;

/// <summary>The class is one of these.</summary>
public sealed record ClassIs(ImmutableArray<string> Names) : Condition
{
    /// <inheritdoc/>
    public override string Words => $"class is {Names.Or()}";

    /// <inheritdoc/>
    public override bool Holds(Situation situation) => situation.Class is { } name && Names.Contains(name);

    /// <inheritdoc/>
    protected internal override IEnumerable<string> Looked(Situation situation) => [$"class = {situation.Class ?? "not known"}"];

    internal static Condition Read(YamlNode node, Vocabulary known) =>
        new ClassIs(known.OnceClassIsKnown(node).Names("class", known.Classes));
}

/// <summary>The orchestrator is one of these.</summary>
public sealed record KindIs(ImmutableArray<WorkflowKind> Kinds) : Condition
{
    /// <inheritdoc/>
    public override string Words => $"kind is {Kinds.Select(kind => kind.Word()).Or()}";

    /// <inheritdoc/>
    public override bool Holds(Situation situation) => situation.Kind is { } kind && Kinds.Contains(kind);

    /// <inheritdoc/>
    protected internal override IEnumerable<string> Looked(Situation situation) => [$"kind = {situation.Kind?.Word() ?? "not known"}"];

    internal static Condition Read(YamlNode node, Vocabulary known) =>
        new KindIs(known.OnceClassIsKnown(node).Words<WorkflowKind>("workflow kind"));
}

/// <summary>The risk is one of these levels.</summary>
public sealed record RiskIs(ImmutableArray<RiskLevel> Levels) : Condition
{
    /// <inheritdoc/>
    public override string Words => $"risk is {Levels.Select(level => level.Word()).Or()}";

    /// <inheritdoc/>
    public override bool Holds(Situation situation) => situation.Risk is { } level && Levels.Contains(level);

    /// <inheritdoc/>
    protected internal override IEnumerable<string> Looked(Situation situation) => [$"risk = {situation.Risk?.Word() ?? "not known"}"];

    internal static Condition Read(YamlNode node, Vocabulary known)
    {
        known.OnceClassIsKnown(node);
        if (node is not YamlMapping)
        {
            return new RiskIs(node.Words<RiskLevel>("risk level"));
        }

        using var map = node.Map("a risk condition");
        return new RiskAtLeast(map.Need("at-least")?.Word<RiskLevel>("risk level") ?? RiskLevel.Low);
    }
}

/// <summary>The risk is this level or above.</summary>
public sealed record RiskAtLeast(RiskLevel Level) : Condition
{
    /// <inheritdoc/>
    public override string Words => $"risk is at least {Level.Word()}";

    /// <inheritdoc/>
    public override bool Holds(Situation situation) => situation.Risk is { } level && level >= Level;

    /// <inheritdoc/>
    protected internal override IEnumerable<string> Looked(Situation situation) => [$"risk = {situation.Risk?.Word() ?? "not known"}"];
}
