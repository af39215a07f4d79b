namespace Microsoft.Azure.Functions.Worker;

/// <summary>Which key the host asks for before it calls a function.</summary>
public enum AuthorizationLevel
{
    /// <summary>None.</summary>
    Anonymous = 0,

    /// <summary>A person's token.</summary>
    User = 1,

    /// <summary>The function's or the host's key.</summary>
    Function = 2,

    /// <summary>The key of an extension.</summary>
    System = 3,

    /// <summary>The master key.</summary>
    Admin = 4,
}
