namespace Azure.Data.Tables.Sas;

/// <summary>What a shared access signature allows.</summary>
[Flags]
public enum TableAccountSasPermissions
{
    /// <summary>Reading rows.</summary>
    Read = 1,

    /// <summary>Making tables.</summary>
    Write = 2,

    /// <summary>Removing.</summary>
    Delete = 4,

    /// <summary>Listing.</summary>
    List = 8,

    /// <summary>Adding rows.</summary>
    Add = 16,

    /// <summary>Changing rows.</summary>
    Update = 64,

    /// <summary>Everything.</summary>
    All = ~0,
}
