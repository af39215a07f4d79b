namespace ChangeManagement.AzureServices.Tables;

/// <summary>What the service says of a failure, beside its status.</summary>
internal static class ErrorCodes
{
    public const string EntityAlreadyExists = nameof(EntityAlreadyExists);
    public const string TableNotFound = nameof(TableNotFound);
    public const string TableBeingDeleted = nameof(TableBeingDeleted);
}
