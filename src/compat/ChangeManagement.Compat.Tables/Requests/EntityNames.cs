namespace Azure.Data.Tables.Requests;

/// <summary>The names of what is no property of the user's.</summary>
internal static class EntityNames
{
    public const string PartitionKey = "PartitionKey";
    public const string RowKey = "RowKey";
    public const string Timestamp = "Timestamp";
    public const string ETag = "odata.etag";
    public const string Type = "@odata.type";
}
