namespace ChangeManagement.Changes;

/// <summary>Who acts. A person's id is of the directory; a system's is that of its token.</summary>
public readonly record struct Actor(ActorKind Kind, string Id)
{
    private const string SystemPrefix = "system:";

    /// <summary>The workflow engine: what time causes.</summary>
    public static Actor Workflow { get; } = new(ActorKind.Workflow, "workflow");

    /// <summary>A person of the directory.</summary>
    public static Actor Person(string id) => new(ActorKind.Person, id);

    /// <summary>A system with a token of its own; it never fills a seat.</summary>
    public static Actor System(string id) => new(ActorKind.System, id);

    /// <summary>The person or system that was written as <see cref="ToString"/> does.</summary>
    public static Actor Parse(string text) =>
        text.StartsWith(SystemPrefix, StringComparison.Ordinal) ? System(text[SystemPrefix.Length..]) : Person(text);

    /// <summary>True for the person with that id.</summary>
    public bool Is(string personId) => Kind is ActorKind.Person && Id == personId;

    /// <inheritdoc/>
    public override string ToString() => Kind is ActorKind.Person ? Id : $"{Kind.ToString().ToLowerInvariant()}:{Id}";
}

/// <summary>Persons decide, systems report, the workflow keeps the time.</summary>
public enum ActorKind
{
    /// <summary>A person of the directory.</summary>
    Person,

    /// <summary>A pipeline or another program.</summary>
    System,

    /// <summary>The change's own workflow.</summary>
    Workflow,
}
