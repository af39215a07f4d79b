namespace Azure.Data.Tables.Sas;

/// <summary>What a shared access signature opens.</summary>
[Flags]
public enum TableAccountSasResourceTypes
{
    /// <summary>The service.</summary>
    Service = 1,

    /// <summary>Tables.</summary>
    Container = 2,

    /// <summary>Rows.</summary>
    Object = 4,

    /// <summary>Everything.</summary>
    All = ~0,
}
