namespace ChangeManagement.Engine.Storage;

/// <summary>The points of a commit at which a test may let the store fail.</summary>
internal enum WriterStep
{
    /// <summary>Before the transaction begins.</summary>
    Begin,

    /// <summary>Before a request is applied.</summary>
    Apply,

    /// <summary>Before the commit.</summary>
    Commit,

    /// <summary>After the commit: an error here is the ambiguous one.</summary>
    Committed,
}
