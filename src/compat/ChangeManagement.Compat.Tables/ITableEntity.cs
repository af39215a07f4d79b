namespace Azure.Data.Tables;

/// <summary>What every row has.</summary>
public interface ITableEntity
{
    /// <summary>The key of the partition.</summary>
    string PartitionKey { get; set; }

    /// <summary>The key of the row in its partition.</summary>
    string RowKey { get; set; }

    /// <summary>When the service wrote it last; the service's own.</summary>
    DateTimeOffset? Timestamp { get; set; }

    /// <summary>Changes with every write.</summary>
    ETag ETag { get; set; }
}
