namespace Azure.Data.Tables;

/// <summary>One operation of a transaction.</summary>
public class TableTransactionAction
{
    /// <summary>Without a condition.</summary>
    public TableTransactionAction(TableTransactionActionType actionType, ITableEntity entity)
        : this(actionType, entity, default)
    {
    }

    /// <summary>With the ETag that the row must have; default: any.</summary>
    public TableTransactionAction(TableTransactionActionType actionType, ITableEntity entity, ETag etag = default)
    {
        ActionType = actionType;
        Entity = entity;
        ETag = etag;
    }

    /// <summary>What is done.</summary>
    public TableTransactionActionType ActionType { get; }

    /// <summary>With which row.</summary>
    public ITableEntity Entity { get; }

    /// <summary>The ETag that the row must have.</summary>
    public ETag ETag { get; }
}
