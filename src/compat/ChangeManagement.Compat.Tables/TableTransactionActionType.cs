namespace Azure.Data.Tables;

/// <summary>What a transaction can do with a row.</summary>
public enum TableTransactionActionType
{
    /// <summary>Writes a row that must not exist.</summary>
    Add = 0,

    /// <summary>Writes the properties given; the row must exist.</summary>
    UpdateMerge = 1,

    /// <summary>Writes the row anew; it must exist.</summary>
    UpdateReplace = 2,

    /// <summary>Removes the row; it must exist.</summary>
    Delete = 3,

    /// <summary>Writes the properties given, whatever was there.</summary>
    UpsertMerge = 4,

    /// <summary>Writes the row, whatever was there.</summary>
    UpsertReplace = 5,
}
