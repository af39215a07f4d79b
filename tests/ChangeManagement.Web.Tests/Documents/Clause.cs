namespace ChangeManagement.Web.Documents;

/// <summary>What one section of a document asks of a change before a gate, written from the document and not from the policy file.</summary>
/// <param name="Section">Where the document, or the decision, says so.</param>
/// <param name="Before">The gate.</param>
/// <param name="Asks"><c>kind:name</c> apart by spaces; a strength other than required follows a slash.</param>
internal sealed record Clause(string Section, string Before, string Asks)
{
    /// <summary>Each item as <c>kind:name before gate</c>.</summary>
    public IEnumerable<string> Items => Asks.Split(' ').Select(item => $"{item} before {Before}");
}
