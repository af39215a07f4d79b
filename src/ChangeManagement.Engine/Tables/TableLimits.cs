using ChangeManagement.Register;

namespace ChangeManagement.Engine.Tables;

/// <summary>
/// The limits of Azure Table Storage, held here as well so that what works on one store works on the other. Sizes count UTF-16, two bytes a
/// character, as Table Storage does.
/// </summary>
internal static class TableLimits
{
    private const int MostOperations = Register.TableTransactions.MostOperations;
    private const long LargestRow = 1 << 20;
    private const long LargestTransaction = 4 << 20;

    public static void CheckTable(string table)
    {
        if (table.Length is < 3 or > 63 || !char.IsAsciiLetter(table[0]) || !table.All(char.IsAsciiLetterOrDigit))
        {
            throw new ArgumentException(
                $"'{table}' is no table name: 3 to 63 ASCII letters and digits, the first one a letter.", nameof(table));
        }
    }

    public static void CheckKey(string key, string what)
    {
        if (key.Length > TableKeys.Longest)
        {
            throw new ArgumentException($"The {what} has {key.Length} characters; at most {TableKeys.Longest} fit.", nameof(key));
        }

        foreach (var character in key)
        {
            if (!TableKeys.IsAllowed(character))
            {
                throw new ArgumentException(
                    $"The {what} '{key}' holds U+{(int)character:X4}; / \\ # ? and control characters are not allowed.", nameof(key));
            }
        }
    }

    public static void CheckOperations(string partition, IReadOnlyList<TableOperation> operations)
    {
        if (operations.Count is 0 or > MostOperations)
        {
            throw new ArgumentException(
                $"A transaction has 1 to {MostOperations} operations; this one has {operations.Count}.", nameof(operations));
        }

        var keys = new HashSet<string>(StringComparer.Ordinal);
        long total = 0;
        foreach (var operation in operations)
        {
            CheckKey(operation.Key, "row key");
            if (!keys.Add(operation.Key))
            {
                throw new ArgumentException($"The row '{operation.Key}' occurs twice in one transaction.", nameof(operations));
            }

            var size = 2L * (partition.Length + operation.Key.Length + DataOf(operation).Length);
            if (size > LargestRow)
            {
                throw new ArgumentException($"The row '{operation.Key}' has {size} bytes; at most {LargestRow} fit.", nameof(operations));
            }

            total += size;
        }

        if (total > LargestTransaction)
        {
            throw new ArgumentException($"The transaction has {total} bytes; at most {LargestTransaction} fit.", nameof(operations));
        }
    }

    private static string DataOf(TableOperation operation) => operation switch
    {
        TableOperation.Insert insert => insert.Data,
        TableOperation.Replace replace => replace.Data,
        TableOperation.Put put => put.Data,
        _ => "",
    };
}
