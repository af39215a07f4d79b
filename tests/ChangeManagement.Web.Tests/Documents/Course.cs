namespace ChangeManagement.Web.Documents;

/// <summary>One class of one policy: who acts in it, and what its document says of every way in which it may end.</summary>
/// <param name="Class">The policy's document, the class, what tells it from others.</param>
/// <param name="Requester">Who asks for it.</param>
/// <param name="Implementer">Who does the work.</param>
/// <param name="Keeper">Who decides whether to roll back what failed.</param>
/// <param name="Owed">What the document asks even of a change that did not succeed, as <c>kind:name</c> apart by spaces.</param>
/// <param name="Because">Where it says so.</param>
internal sealed record Course(
    string Class, IReadOnlyDictionary<string, object?> Request, string Requester, string Implementer, string Keeper, string Owed, string Because)
{
    /// <summary>What is owed of a rollback besides, which the product cannot know by itself.</summary>
    public string OwedOfTheRollback { get; init; } = "";

    /// <summary>Who is asked before the work, and says no; null: nobody is, for <see cref="NobodyIsAsked"/>.</summary>
    public (string Person, string Role)? Refuser { get; init; }

    /// <summary>How silence ends it: each reminder, escalation and the expiry with the hours since the request; null as for the refuser.</summary>
    public string? Silence { get; init; }

    /// <summary>Why nobody refuses it and no silence ends it before the work.</summary>
    public string? NobodyIsAsked { get; init; }

    /// <summary>Who is asked after the work, and says no; null: nobody is.</summary>
    public (string Person, string Role)? RefuserAfterwards { get; init; }

    /// <summary>How long the decision on a rollback may take after such a refusal: an hour, unless the document has a table of its own.</summary>
    public int MinutesToDecide { get; init; } = 60;

    public override string ToString() => Class;
}
