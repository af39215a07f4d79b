namespace Azure.Data.Tables.Models;

/// <summary>A table.</summary>
public class TableItem
{
    /// <summary>By its name.</summary>
    public TableItem(string name) => Name = name;

    /// <summary>Its name.</summary>
    public string Name { get; }
}
