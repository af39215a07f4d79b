namespace ChangeManagement.Workflows;

/// <summary>The <see cref="WorkflowQuery.After"/> of a query is not the <see cref="WorkflowPage.Next"/> of a page.</summary>
public sealed class UnknownCursorException(string cursor) : ArgumentException($"'{cursor}' is not the Next of a page.");
